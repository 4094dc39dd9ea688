// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.outfall.bigquery.schema.ColumnType;
import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataField;
import io.outfall.row.MetadataValues;
import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.UnfitPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType TEXT = new SemanticType.Text();

    private final Rows rows = Rows.of("id", INT, "name", TEXT);

    private static TableColumn required(String name, Kind kind) {
        return new TableColumn(name, ColumnType.of(kind), Mode.REQUIRED, "");
    }

    private static TableColumn nullable(String name, Kind kind) {
        return TableColumn.nullable(name, ColumnType.of(kind), "");
    }

    private static Table existing(TableColumn... columns) {
        return Table.existing(TypeOptions.defaults(), UnfitPolicy.FAIL, columns);
    }

    @Nested
    class Cells {
        @Test
        void withoutAValueAreNotWritten() throws UnfitRowException {
            Table table = Table.newFor(rows, TypeOptions.defaults());

            assertThat(table.read(rows.row(null, Rows.ABSENT))).isEmpty();
        }

        @Test
        void thatTheSourceDidNotRepeatAreNamed() throws UnfitRowException {
            Table table = Table.newFor(
                    rows,
                    TypeOptions.defaults(),
                    new MetadataColumn(MetadataField.UNAVAILABLE, "__unavailable"),
                    new MetadataColumn(MetadataField.OFFSET, "__offset"));

            assertThat(table.read(rows.row(1, Rows.UNAVAILABLE)))
                    .isEqualTo(Map.of("id", "1", "__unavailable", "[name]", "__offset", "40"));
            assertThat(table.encoder().unavailable()).containsExactly("name");
            assertThat(table.read(rows.row(2, "x"))).isEqualTo(Map.of("id", "2", "name", "x", "__offset", "41"));
            assertThat(table.encoder().unavailable()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 40, 41, 42, 43, 127, 128, 129, 5_000, 16_383, 16_384, 16_400, 70_000, 3_000_000})
        void ofAnyLengthComeOutAsTheyWentIn(int length) throws UnfitRowException {
            SemanticType struct = new SemanticType.StructOf(List.of(new Member("text", TEXT)));
            Rows long_ = Rows.of("s", struct, "t", TEXT, "u", TEXT);
            Table table = Table.newFor(long_, TypeOptions.defaults());
            String ascii = "x".repeat(length);
            String wide = "é日\uD83D\uDE00".repeat(length / 9) + "é";

            assertThat(table.read(long_.row(new Object[] {ascii}, ascii, wide)))
                    .isEqualTo(Map.of("s", "{text=" + ascii + "}", "t", ascii, "u", wide));
        }
    }

    @Nested
    class ARefusedRow {
        @Test
        void leavesNothingBehind() throws UnfitRowException {
            Rows lists = Rows.of("id", INT, "list", new SemanticType.ListOf(INT));
            Table table = Table.newFor(lists, TypeOptions.defaults());
            ByteString before = table.encoder().encode(lists.row(7, List.of(1)));

            UnfitRowException refused = catchThrowableOfType(
                    UnfitRowException.class,
                    () -> table.encoder().encode(lists.row(1, java.util.Arrays.asList(5, null))));

            assertThat(refused.column()).isEqualTo("list");
            assertThat(refused.reason()).isEqualTo("the list has a null, which an ARRAY cannot hold");
            assertThat(table.encoder().encode(lists.row(7, List.of(1)))).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\uD83D", "a\uDE00", "\uD83D\uD83D\uDE00", "é\uDE00\uD83D"})
        void isOneWithHalfACharacter(String text) throws UnfitRowException {
            Table table = Table.newFor(rows, TypeOptions.defaults());

            assertThatThrownBy(() -> table.read(rows.row(1, text)))
                    .hasMessage("the text has half of a surrogate pair")
                    .extracting(e -> ((UnfitRowException) e).column())
                    .isEqualTo("name");
        }

        @Test
        void isOneWhoseValueIsOfAnotherType() throws UnfitRowException {
            Table table = Table.newFor(rows, TypeOptions.defaults());

            assertThatThrownBy(() -> table.read(rows.row("one", "x")))
                    .isInstanceOf(UnfitRowException.class)
                    .hasMessageContaining("String cannot be cast to class java.lang.Number");
        }

        @Test
        void isOneThatTheTableHasNoPlaceFor() {
            Table table = existing(nullable("id", Kind.DATE));

            assertThatThrownBy(() -> table.read(rows.row(1, "x")))
                    .isInstanceOf(UnfitRowException.class)
                    .hasMessage("the table has DATE for it, and the row needs INT64");
            assertThatThrownBy(() -> existing(nullable("id", Kind.INT64)).read(rows.row(1, "x")))
                    .hasMessage("the table has no such column, and the row needs STRING");
        }

        @Test
        void isOneWithoutAValueThatMustBeThere() throws UnfitRowException {
            Table table = existing(required("id", Kind.INT64), required("Name", Kind.STRING));

            assertThat(table.read(rows.row(1, "x"))).isEqualTo(Map.of("id", "1", "Name", "x"));
            ChangeRow bad = rows.row(1, null);
            assertThatThrownBy(() -> table.read(bad)).hasMessage("is REQUIRED in the table, and the row has no value");
            assertThat(table.encoder().missing(bad)).containsExactly("Name");
            assertThat(table.encoder().missing(rows.row(1, "x"))).isEmpty();
        }

        @Test
        void isOneWithoutAColumnThatMustBeThere() {
            Table table =
                    existing(nullable("id", Kind.INT64), nullable("name", Kind.STRING), required("more", Kind.STRING));

            assertThatThrownBy(() -> table.read(rows.row(1, "x")))
                    .hasMessage("is REQUIRED in the table, and the row has no such column");
        }
    }

    @Test
    void rowsOfSeveralLayoutsGoThroughOneEncoder() throws UnfitRowException {
        Table table =
                existing(nullable("name", Kind.STRING), nullable("extra", Kind.STRING), nullable("id", Kind.INT64));
        Rows older = Rows.of("ID", INT);
        Rows newer = Rows.of("extra", TEXT, "name", TEXT, "id", INT);

        for (int i = 0; i < 3; i++) {
            assertThat(table.read(rows.row(i, "n"))).isEqualTo(Map.of("id", "" + i, "name", "n"));
            assertThat(table.read(older.row(i))).isEqualTo(Map.of("id", "" + i));
            assertThat(table.read(newer.row("e", null, i))).isEqualTo(Map.of("id", "" + i, "extra", "e"));
        }
    }

    @Test
    void aChangeSaysWhatIsToBeDoneAndInWhichOrder() throws Exception {
        RowSchemas schemas = new RowSchemas(List.of(), new ColumnTypes(TypeOptions.defaults()));
        TableColumns columns = schemas.of(rows.layout()).table();
        WriterSchema schema = WriterSchema.ofChanges(columns);
        RowEncoder encoder = new RowEncoder(columns, schema, schemas, new MetadataValues(List.of()), UnfitPolicy.FAIL);

        ByteString row = encoder.encode(rows.row(5, Rows.ABSENT), "DELETE", "1A/FF");

        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .addMessageType(schema.descriptor())
                .build();
        Descriptor message = FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
        assertThat(DynamicMessage.parseFrom(message, row))
                .hasToString("id: 5\n_change_type: \"DELETE\"\n_change_sequence_number: \"1A/FF\"\n");
    }

    @Test
    void encodersWithOtherOptionsDoNotDisturbEachOther() throws UnfitRowException {
        Rows maps = Rows.of(
                "m",
                new SemanticType.MapOf(TEXT, INT),
                "t",
                new SemanticType.LocalTimestamp(io.outfall.type.TimeUnit.NANOS));
        Table one = Table.newFor(maps, TypeOptions.defaults());
        Table other = Table.newFor(maps, Options.other());

        for (int i = 0; i < 2; i++) {
            assertThat(one.read(maps.row(Map.of("k", 1), 1_000L)))
                    .isEqualTo(Map.of("m", "{\"k\":1}", "t", "1970-01-01T00:00:00.000001"));
            assertThat(other.read(maps.row(Map.of("k", 1), 1_000L)))
                    .isEqualTo(Map.of("m", "[{key=k, value=1}]", "t", "1970-01-01T00:00:00.000001Z"));
        }
    }
}
