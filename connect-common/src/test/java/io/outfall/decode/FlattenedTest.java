// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Cells.cells;
import static io.outfall.event.CellState.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.Malformed;
import io.outfall.event.Op;
import io.outfall.event.Position;
import io.outfall.event.RowChange;
import io.outfall.event.SourceInfo;
import io.outfall.event.Truncate;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rows that {@code ExtractNewRecordState} took out of their envelope, with metadata among the fields or in headers. */
class FlattenedTest {
    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());

    private static Struct row(Schema schema, Object... namesAndValues) {
        Struct row = new Struct(schema);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private static Schema schema(Object... namesAndSchemas) {
        SchemaBuilder schema =
                SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).field("name", Schema.OPTIONAL_STRING_SCHEMA);
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            schema.field((String) namesAndSchemas[i], (Schema) namesAndSchemas[i + 1]);
        }
        return schema.build();
    }

    private static SinkRecord record(Struct row) {
        return Records.of(Records.KEY, Records.key(row.getInt32("id")), row);
    }

    @Nested
    class WithDebeziumsNames {
        private final Schema schema = schema(
                "__deleted", Schema.OPTIONAL_STRING_SCHEMA,
                "__op", Schema.OPTIONAL_STRING_SCHEMA,
                "__table", Schema.OPTIONAL_STRING_SCHEMA,
                "__source_schema", Schema.OPTIONAL_STRING_SCHEMA,
                "__lsn", Schema.OPTIONAL_INT64_SCHEMA,
                "__source_ts_ms", Schema.OPTIONAL_INT64_SCHEMA,
                "__ts_ms", Schema.OPTIONAL_INT64_SCHEMA);

        @Test
        void metadataAreNoColumns() {
            RowChange change = (RowChange) decoder.decode(record(row(schema, "id", 1, "name", "Ada", "__op", "u")));

            assertThat(change.op()).isEqualTo(Op.UPDATE);
            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", "Ada"));
        }

        @Test
        void theyTellAboutTheSource() {
            Struct row = row(
                    schema,
                    "id",
                    1,
                    "__op",
                    "c",
                    "__table",
                    "customers",
                    "__source_schema",
                    "public",
                    "__lsn",
                    120L,
                    "__source_ts_ms",
                    5L,
                    "__ts_ms",
                    7L);
            SourceInfo source = ((RowChange) decoder.decode(record(row))).source();

            assertThat(source.table()).isEqualTo("customers");
            assertThat(source.schema()).isEqualTo("public");
            assertThat(source.timestampMicros()).isEqualTo(5_000L);
            assertThat(source.processedMicros()).isEqualTo(7_000L);
            assertThat(source.position()).isEqualTo(Position.of(120, 120));
            assertThat(source.connector()).isNull();
        }

        @Test
        void aRewrittenDeleteIsAppliedByKeyBecauseItsOtherColumnsAreMadeUp() {
            Struct row = row(schema, "id", 1, "name", "", "__deleted", "true", "__op", "d");
            RowChange change = (RowChange) decoder.decode(record(row));

            assertThat(change.op()).isEqualTo(Op.DELETE);
            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", ABSENT));
            assertThat(Cells.of(change.before())).isEqualTo(cells("id", 1, "name", ""));
            assertThat(change.after()).isNull();
        }

        @Test
        void theDeletedRowIsShownWhereTheUserVouchesForIt() {
            EventDecoder trusting = new EventDecoder(Settings.completeBefore());
            Struct row = row(schema, "id", 1, "name", "Ada", "__deleted", "true", "__op", "d");

            assertThat(Cells.of(((RowChange) trusting.decode(record(row))).image()))
                    .isEqualTo(cells("id", 1, "name", "Ada"));
        }

        @Test
        void anUnknownOperationIsNeverGuessed() {
            assertThat(decoder.decode(record(row(schema, "id", 1, "__op", "x"))))
                    .isInstanceOfSatisfying(Malformed.class, malformed -> {
                        assertThat(malformed.field()).isEqualTo("__op");
                        assertThat(malformed.reason()).isEqualTo("the operation is unknown");
                    });
        }

        @Test
        void aTruncateThatWasLetThroughIsOne() {
            assertThat(decoder.decode(record(row(schema, "id", 0, "__op", "t"))))
                    .isInstanceOf(Truncate.class);
        }
    }

    /** {@code delete.handling.mode=rewrite}, {@code add.fields.prefix=__debezium_}. */
    @Test
    void anotherPrefix() {
        Schema schema = schema(
                "__deleted", Schema.OPTIONAL_STRING_SCHEMA,
                "__debezium_name", Schema.OPTIONAL_STRING_SCHEMA,
                "__debezium_op", Schema.OPTIONAL_STRING_SCHEMA,
                "__debezium_db", Schema.OPTIONAL_STRING_SCHEMA,
                "__debezium_table", Schema.OPTIONAL_STRING_SCHEMA,
                "__debezium_source_ts_ms", Schema.OPTIONAL_INT64_SCHEMA,
                "__debezium_txId", Schema.OPTIONAL_INT64_SCHEMA,
                "__debezium_lsn", Schema.OPTIONAL_INT64_SCHEMA,
                "__debezium_schema", Schema.OPTIONAL_STRING_SCHEMA);
        Struct row = row(
                schema,
                "id",
                1,
                "name",
                "Ada",
                "__deleted",
                "false",
                "__debezium_name",
                "shop",
                "__debezium_op",
                "r",
                "__debezium_db",
                "shopdb",
                "__debezium_table",
                "customers",
                "__debezium_source_ts_ms",
                5L,
                "__debezium_txId",
                77L,
                "__debezium_lsn",
                120L,
                "__debezium_schema",
                "public");
        EventDecoder mesh = new EventDecoder(Settings.flattened(FlattenedNames.withPrefix("__debezium_")));
        RowChange change = (RowChange) mesh.decode(record(row));

        assertThat(change.op()).isEqualTo(Op.READ);
        assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", "Ada"));
        assertThat(change.source().server()).isEqualTo("shop");
        assertThat(change.source().database()).isEqualTo("shopdb");
        assertThat(change.source().transactionId()).isEqualTo("77");
        assertThat(change.source().position()).isEqualTo(Position.of(120, 120));
    }

    /** {@code add.fields=source.ts_ms,source.lsn}, then renamed by {@code ReplaceField}. */
    @Test
    void renamedMetadataAndNoOperation() {
        Schema schema = schema(
                "__deleted", Schema.OPTIONAL_STRING_SCHEMA,
                "__timestamp", Schema.OPTIONAL_INT64_SCHEMA,
                "__log_sequence_number", Schema.OPTIONAL_INT64_SCHEMA);
        FlattenedNames names = new FlattenedNames(
                "__", "__", "__deleted", Map.of("source.ts_ms", "__timestamp", "source.lsn", "__log_sequence_number"));
        EventDecoder lake = new EventDecoder(Settings.flattened(names));
        RowChange upsert = (RowChange) lake.decode(record(row(
                schema,
                "id",
                1,
                "name",
                "Ada",
                "__deleted",
                "false",
                "__timestamp",
                5L,
                "__log_sequence_number",
                120L)));
        RowChange delete = (RowChange) lake.decode(record(row(schema, "id", 1, "__deleted", "true")));

        assertThat(upsert.op()).isEqualTo(Op.PLAIN);
        assertThat(Cells.of(upsert.image())).isEqualTo(cells("id", 1, "name", "Ada"));
        assertThat(upsert.source().timestampMicros()).isEqualTo(5_000L);
        assertThat(upsert.source().position()).isEqualTo(Position.of(120, 120));
        assertThat(delete.op()).isEqualTo(Op.DELETE);
    }

    @Test
    void metadataInHeadersAlone() {
        SinkRecord record = record(row(schema(), "id", 1, "name", "Ada"));
        record.headers().addString("__op", "d").addString("__db", "shopdb").addLong("__source_ts_ms", 5L);
        RowChange change = (RowChange) decoder.decode(record);

        assertThat(change.op()).isEqualTo(Op.DELETE);
        assertThat(change.source().database()).isEqualTo("shopdb");
        assertThat(change.source().timestampMicros()).isEqualTo(5_000L);
    }

    @Test
    void headersThatTheWorkerTookForNumbersAreReadAsWhatTheyAre() {
        SinkRecord record = record(row(schema(), "id", 1));
        record.headers().addString("__op", "u").addByte("__txId", (byte) 123).addInt("__ts_ms", 7);
        SourceInfo source = ((RowChange) decoder.decode(record)).source();

        assertThat(source.transactionId()).isEqualTo("123");
        assertThat(source.processedMicros()).isEqualTo(7_000L);
    }

    @Test
    void withoutSchema() {
        RowChange upsert = (RowChange) decoder.decode(Records.ofMap(
                Map.of("id", 1L), cells("id", 1L, "name", null, "__op", "c", "__deleted", "false", "__lsn", 120L)));
        RowChange delete = (RowChange) decoder.decode(Records.ofMap(
                Map.of("id", 1L), cells("id", 1L, "name", "", "__op", "d", "__deleted", "true", "__lsn", 121L)));

        assertThat(Cells.of(upsert.image())).isEqualTo(cells("id", 1L, "name", null));
        assertThat(upsert.source().position()).isEqualTo(Position.of(120, 120));
        assertThat(Cells.of(delete.image())).isEqualTo(cells("id", 1L, "name", ABSENT));
    }

    @Test
    void aColumnWhoseNameOnlyBeginsLikeMetadataIsAColumn() {
        Schema schema = schema("__op", Schema.OPTIONAL_STRING_SCHEMA, "__v", Schema.OPTIONAL_INT32_SCHEMA);

        assertThat(Cells.of(((RowChange) decoder.decode(record(row(schema, "id", 1, "__op", "c", "__v", 3)))).image()))
                .isEqualTo(cells("id", 1, "name", null, "__v", 3));
    }
}
