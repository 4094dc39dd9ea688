// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import static io.outfall.bigquery.schema.Tables.nullable;
import static io.outfall.bigquery.schema.Tables.repeated;
import static io.outfall.bigquery.schema.Tables.required;
import static io.outfall.bigquery.schema.Tables.struct;
import static io.outfall.bigquery.schema.Tables.structs;
import static io.outfall.bigquery.schema.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.Decoder;
import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvolutionTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType LONG = new SemanticType.Int(64);
    private static final SemanticType TEXT = new SemanticType.Text();

    private static RowSchema row(Object... namesAndTypes) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new Column(
                    (String) namesAndTypes[i],
                    (SemanticType) namesAndTypes[i + 1],
                    "",
                    false,
                    data -> data,
                    Decoder.CANONICAL,
                    null));
        }
        try {
            return new RowSchemas(List.of(), new ColumnTypes(TypeOptions.defaults())).of(new RowLayout(columns));
        } catch (UnfitRowException e) {
            throw new AssertionError(e);
        }
    }

    private static SemanticType pair(SemanticType a, SemanticType b) {
        return new SemanticType.StructOf(List.of(new Member("a", a), new Member("b", b)));
    }

    private static List<String> conflicts(SchemaChange change) {
        return change.match(
                List::of,
                update -> List.of(),
                conflict -> conflict.conflicts().stream()
                        .map(ColumnConflict::reason)
                        .toList());
    }

    private static SchemaChange.Update update(SchemaChange change) {
        assertThat(change).isInstanceOf(SchemaChange.Update.class);
        return (SchemaChange.Update) change;
    }

    @Test
    void aTableMadeForTheRowsStaysAsItIs() {
        RowSchema row = row("id", INT, "name", TEXT, "tags", new SemanticType.ListOf(pair(INT, TEXT)));

        assertThat(Evolution.of(row.table(), row)).isEqualTo(new SchemaChange.None());
    }

    @Test
    void upperAndLowerCaseMakeNoDifference() {
        assertThat(Evolution.of(table(nullable("ID", Kind.INT64)), row("id", INT)))
                .isEqualTo(new SchemaChange.None());
    }

    @Nested
    class Columns {
        @Test
        void newOnesComeLastAndMayBeNull() {
            SchemaChange.Update update = update(Evolution.of(
                    table(nullable("id", Kind.INT64), nullable("old", Kind.BOOL)),
                    row("new", TEXT, "id", INT, "list", new SemanticType.ListOf(INT))));

            assertThat(Tables.shown(update.columns()))
                    .containsExactly("id INT64", "old BOOL", "new STRING", "list ARRAY<INT64>");
            assertThat(update.changes())
                    .extracting(ColumnChange::toString)
                    .containsExactly("new added as STRING", "list added as ARRAY<INT64>");
        }

        @Test
        void newMembersComeLastInTheirStruct() {
            SchemaChange.Update update = update(Evolution.of(
                    table(
                            struct("s", nullable("a", Kind.INT64)),
                            structs("list", nullable("b", Kind.STRING), struct("deep", nullable("a", Kind.INT64)))),
                    row(
                            "s",
                            pair(INT, TEXT),
                            "list",
                            new SemanticType.ListOf(new SemanticType.StructOf(
                                    List.of(new Member("b", TEXT), new Member("deep", pair(INT, TEXT))))))));

            assertThat(Tables.shown(update.columns()))
                    .containsExactly(
                            "s STRUCT<`a` INT64, `b` STRING>",
                            "list ARRAY<STRUCT<`b` STRING, `deep` STRUCT<`a` INT64, `b` STRING>>>");
            assertThat(update.changes())
                    .extracting(ColumnChange::toString)
                    .containsExactly("s.b added as STRING", "list.deep.b added as STRING");
        }

        @Test
        void thatRowsDoNotHaveNeedNoValueAnyMore() {
            SchemaChange.Update update = update(
                    Evolution.of(table(required("id", Kind.INT64), required("gone", Kind.STRING)), row("id", INT)));

            assertThat(Tables.shown(update.columns())).containsExactly("id INT64 NOT NULL", "gone STRING");
            assertThat(update.changes()).containsExactly(new ColumnChange.Relaxed("gone"));
        }

        @Test
        void thatARowHasNoValueForNeedNoneAnyMoreWhenAskedFor() {
            SchemaChange.Update update = update(Evolution.relaxing(
                    table(required("id", Kind.INT64), required("Name", Kind.STRING), nullable("x", Kind.BOOL)),
                    Set.of("name", "x")));

            assertThat(Tables.shown(update.columns())).containsExactly("id INT64 NOT NULL", "Name STRING", "x BOOL");
            assertThat(update.changes()).containsExactly(new ColumnChange.Relaxed("Name"));
        }

        @Test
        void ofTwoVersionsOfTheRowsGoIntoOneSchema() {
            TableColumns table = table(nullable("id", Kind.INT64));
            SchemaChange.Update first = update(Evolution.of(table, row("id", INT, "a", TEXT)));
            SchemaChange.Update both = update(Evolution.of(first.columns(), row("id", INT, "b", TEXT)));

            assertThat(Tables.shown(both.columns())).containsExactly("id INT64", "a STRING", "b STRING");
            assertThat(Evolution.of(both.columns(), row("id", INT, "a", TEXT))).isEqualTo(new SchemaChange.None());
        }
    }

    /** What the table has; what the row needs; the new type. */
    static Stream<Arguments> wider() {
        return Stream.of(
                arguments(ColumnType.of(Kind.INT64), new SemanticType.Decimal(20, 0), "NUMERIC"),
                arguments(ColumnType.of(Kind.INT64), new SemanticType.Decimal(38, 0), "BIGNUMERIC"),
                arguments(ColumnType.of(Kind.INT64), new SemanticType.VariableDecimal(), "BIGNUMERIC"),
                arguments(ColumnType.of(Kind.INT64), new SemanticType.Real(64), "FLOAT64"),
                arguments(ColumnType.of(Kind.NUMERIC), new SemanticType.Decimal(38, 10), "BIGNUMERIC"),
                arguments(ColumnType.of(Kind.NUMERIC), new SemanticType.Real(64), "FLOAT64"),
                arguments(ColumnType.ofDigits(Kind.NUMERIC, 10, 2), new SemanticType.Decimal(12, 2), "NUMERIC"),
                arguments(ColumnType.ofDigits(Kind.NUMERIC, 4, 2), LONG, "NUMERIC(4, 2)"),
                arguments(
                        ColumnType.ofDigits(Kind.BIGNUMERIC, 39, 10), new SemanticType.Decimal(38, 11), "BIGNUMERIC"));
    }

    @ParameterizedTest
    @MethodSource("wider")
    void aTypeIsWidenedWhereBigQueryCan(ColumnType from, SemanticType needed, String to) {
        SchemaChange change = Evolution.of(table(TableColumn.nullable("c", from, "")), row("c", needed));

        String found = change.match(
                () -> from.sql(), update -> update.columns().list().get(0).sqlType(), conflict -> "conflict");
        assertThat(found).isEqualTo(to);
    }

    @Test
    void wideningIsAStatementOfSql() {
        SchemaChange.Update update =
                update(Evolution.of(table(nullable("c", Kind.INT64)), row("c", new SemanticType.Decimal(20, 2))));

        assertThat(update.widened())
                .extracting(change -> change.sql("`p.d.t`"))
                .containsExactly("ALTER TABLE `p.d.t` ALTER COLUMN `c` SET DATA TYPE NUMERIC");
    }

    /** Columns that take the values as they are, each value or those that fit. */
    static Stream<Arguments> taking() {
        SemanticType local = new SemanticType.LocalTimestamp(TimeUnit.MICROS);
        SemanticType instant = new SemanticType.Instant(TimeUnit.MICROS);
        return Stream.of(
                arguments(nullable("c", Kind.TIMESTAMP), local),
                arguments(nullable("c", Kind.DATETIME), instant),
                arguments(nullable("c", Kind.DATETIME), new SemanticType.Date()),
                arguments(nullable("c", Kind.STRING), INT),
                arguments(nullable("c", Kind.STRING), pair(INT, TEXT)),
                arguments(nullable("c", Kind.STRING), new SemanticType.Json()),
                arguments(nullable("c", Kind.JSON), TEXT),
                arguments(nullable("c", Kind.NUMERIC), LONG),
                arguments(nullable("c", Kind.NUMERIC), new SemanticType.VariableDecimal()),
                arguments(nullable("c", Kind.FLOAT64), LONG),
                arguments(nullable("c", Kind.STRING), new SemanticType.VariableDecimal()),
                arguments(nullable("c", Kind.GEOGRAPHY), new SemanticType.Geometry(false)),
                arguments(
                        structs("c", nullable("key", Kind.STRING), nullable("value", Kind.INT64)),
                        new SemanticType.MapOf(TEXT, INT)),
                arguments(repeated("c", Kind.STRING), new SemanticType.ListOf(INT)),
                arguments(
                        TableColumn.nullable("c", ColumnType.ofLength(Kind.STRING, 10), ""), new SemanticType.Text()));
    }

    @ParameterizedTest
    @MethodSource("taking")
    void anExistingColumnKeepsItsTypeIfTheValuesGoIn(TableColumn column, SemanticType type) {
        assertThat(Evolution.of(table(column), row("c", type))).isEqualTo(new SchemaChange.None());
    }

    /** Column; type; what is said. */
    static Stream<Arguments> conflicting() {
        return Stream.of(
                arguments(nullable("c", Kind.INT64), TEXT, "INT64", "STRING"),
                arguments(nullable("c", Kind.FLOAT64), new SemanticType.Decimal(10, 2), "FLOAT64", "NUMERIC"),
                arguments(nullable("c", Kind.BIGNUMERIC), new SemanticType.Real(64), "BIGNUMERIC", "FLOAT64"),
                arguments(nullable("c", Kind.DATE), new SemanticType.Instant(TimeUnit.MICROS), "DATE", "TIMESTAMP"),
                arguments(nullable("c", Kind.INT64), new SemanticType.ListOf(INT), "INT64", "ARRAY<INT64>"),
                arguments(repeated("c", Kind.INT64), INT, "ARRAY<INT64>", "INT64"),
                arguments(
                        repeated("c", Kind.INT64),
                        new SemanticType.ListOf(new SemanticType.Real(64)),
                        "ARRAY<INT64>",
                        "ARRAY<FLOAT64>"),
                arguments(nullable("c", Kind.BYTES), TEXT, "BYTES", "STRING"),
                arguments(nullable("c", Kind.OTHER), INT, "OTHER", "INT64"));
    }

    @ParameterizedTest
    @MethodSource("conflicting")
    void whatBigQueryCannotDoIsSaidWithBothTypes(TableColumn column, SemanticType type, String has, String needs) {
        SchemaChange change = Evolution.of(table(column), row("new", INT, "c", type));

        assertThat(conflicts(change))
                .containsExactly("the table's column c is " + has + ", and the row needs " + needs
                        + ", which BigQuery cannot make of it");
    }

    @Test
    void everyConflictIsSaidAtOnceAlsoThoseInStructs() {
        SchemaChange change = Evolution.of(
                table(struct("s", nullable("a", Kind.BOOL), nullable("b", Kind.STRING)), nullable("c", Kind.DATE)),
                row("id", INT, "s", pair(INT, TEXT), "c", INT));

        assertThat(change)
                .isEqualTo(new SchemaChange.Conflict(List.of(
                        new ColumnConflict(1, "s.a", "BOOL", "INT64"), new ColumnConflict(2, "c", "DATE", "INT64"))));
    }
}
