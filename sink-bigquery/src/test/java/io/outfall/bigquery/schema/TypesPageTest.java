// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the page of types to what columns become. */
class TypesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "concepts", "bigquery-types.md");
    private static final String BEGIN = "|---|---|---|\n";
    private static final SemanticType TEXT = new SemanticType.Text();

    /**
     * A line of the page.
     *
     * @param source what the source has
     * @param type what that means
     * @param settings that make another column of it
     */
    private record Line(String source, SemanticType type, String settings) {

        @Override
        public String toString() {
            String column = new ColumnTypes(TypeOptions.defaults())
                    .column(0, "c", type, "")
                    .map(made -> "`" + made.column().sqlType().replace("`", "") + "`")
                    .orElse("no column until something is known of it");
            return "| " + source + " | " + column + " | " + settings + " |";
        }
    }

    private static List<Line> lines() {
        return List.of(
                new Line("`boolean`, `bit(1)`", new SemanticType.Bool(), ""),
                new Line("`smallint`, `integer`, `bigint`, `oid`; MySQL `year`", new SemanticType.Int(64), ""),
                new Line("`real`, `double precision`", new SemanticType.Real(64), ""),
                new Line(
                        "`numeric(p,s)` of up to 29 digits before and 9 after the point",
                        new SemanticType.Decimal(38, 9),
                        "`type.decimal.declare`"),
                new Line(
                        "… of up to 38 before and 38 after it; `money`",
                        new SemanticType.Decimal(38, 10),
                        "`type.decimal.declare`"),
                new Line("… of more", new SemanticType.Decimal(77, 38), ""),
                new Line(
                        "`numeric`",
                        new SemanticType.VariableDecimal(),
                        "`decimal.variable`, `type.variable.decimal`: NUMERIC, STRING"),
                new Line("`text`, `varchar`, `char`, `inet`, ranges and other text", TEXT, ""),
                new Line("enums", new SemanticType.Enumeration(), ""),
                new Line("`uuid`", new SemanticType.Uuid(), ""),
                new Line("`bytea`", new SemanticType.Binary(), ""),
                new Line("`bit(n)`, `varbit(n)`: text of 0 and 1", new SemanticType.Bits(), ""),
                new Line("`json`, `jsonb`, `hstore`", new SemanticType.Json(), "`type.json`: STRING"),
                new Line("`date`", new SemanticType.Date(), ""),
                new Line("`time`", new SemanticType.Time(TimeUnit.MICROS), ""),
                new Line("`timetz`", new SemanticType.ZonedTime(), ""),
                new Line(
                        "`timestamp`",
                        new SemanticType.LocalTimestamp(TimeUnit.MICROS),
                        "`type.local.timestamp`: TIMESTAMP"),
                new Line("`timestamptz`", new SemanticType.Instant(TimeUnit.MICROS), ""),
                new Line(
                        "`interval` as a number",
                        new SemanticType.Duration(TimeUnit.MICROS),
                        "`type.duration`: INTERVAL"),
                new Line("`interval` as text", new SemanticType.Interval(), "`type.interval`: STRING"),
                new Line(
                        "`integer[]`, and lists of others alike",
                        new SemanticType.ListOf(new SemanticType.Int(32)),
                        "`type.null.element`: JSON"),
                new Line(
                        "lists of lists",
                        new SemanticType.ListOf(new SemanticType.ListOf(new SemanticType.Int(32))),
                        ""),
                new Line("maps", new SemanticType.MapOf(TEXT, TEXT), "`type.map`: an ARRAY of pairs"),
                new Line(
                        "structs",
                        new SemanticType.StructOf(
                                List.of(new SemanticType.Member("a", TEXT), new SemanticType.Member("b", TEXT))),
                        ""),
                new Line(
                        "`point`, `polygon` and so on, PostGIS `geometry`",
                        new SemanticType.Geometry(false),
                        "`type.geometry`: GEOGRAPHY, STRING"),
                new Line("PostGIS `geography`", new SemanticType.Geometry(true), "`type.geometry`: STRUCT, STRING"),
                new Line("nothing but nulls", new SemanticType.Unknown(), ""));
    }

    @Test
    void thePageSaysWhatColumnsBecome() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf("\n\n", from);
        String table = lines().stream().map(Line::toString).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("reference.write")) {
            page = page.substring(0, from) + table + page.substring(to);
            Files.writeString(PAGE, page);
        }

        assertThat(page)
                .as("out of date; write it again with -Dreference.write=true -Dtest=TypesPageTest")
                .contains(table + "\n\n");
    }

    @Test
    void noTypeIsForgotten() {
        Set<Class<?>> told = new HashSet<>(
                lines().stream().map(line -> line.type().getClass()).toList());

        assertThat(told).containsExactlyInAnyOrder(SemanticType.class.getPermittedSubclasses());
    }
}
