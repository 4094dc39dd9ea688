// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.bigquery.schema.NullElements;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What columns and values become with options other than the defaults. */
class OptionsTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType TEXT = new SemanticType.Text();

    /** Semantic type; column; value; as it is read. */
    static Stream<Arguments> other() {
        Map<Integer, String> map = new LinkedHashMap<>();
        map.put(2, "b");
        map.put(1, null);
        GeometryValue point = new GeometryValue(
                ByteBuffer.wrap(HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040")), 25832);
        return Stream.of(
                arguments(
                        new SemanticType.LocalTimestamp(TimeUnit.MICROS),
                        "TIMESTAMP",
                        -1L,
                        "1969-12-31T23:59:59.999999Z"),
                arguments(new SemanticType.VariableDecimal(), "NUMERIC", new BigDecimal("1.5"), "1.5"),
                arguments(new SemanticType.Decimal(10, 2), "NUMERIC(10, 2)", new BigDecimal("1.50"), "1.5"),
                arguments(new SemanticType.Decimal(38, 10), "BIGNUMERIC(38, 10)", new BigDecimal("1.5"), "1.5"),
                arguments(new SemanticType.Decimal(5, -2), "NUMERIC(7)", new BigDecimal("1E+2"), "100"),
                arguments(new SemanticType.Decimal(3, 5), "NUMERIC(5, 5)", new BigDecimal("0.00999"), "0.00999"),
                arguments(new SemanticType.Json(), "STRING", "{\n}", "{\n}"),
                arguments(
                        new SemanticType.MapOf(INT, TEXT),
                        "ARRAY<STRUCT<`key` INT64, `value` STRING>>",
                        map,
                        "[{key=2, value=b}, {key=1}]"),
                arguments(
                        new SemanticType.ListOf(new SemanticType.MapOf(INT, TEXT)),
                        "JSON",
                        List.of(map),
                        "[{\"2\":\"b\",\"1\":null}]"),
                arguments(new SemanticType.ListOf(INT), "ARRAY<INT64>", Arrays.asList(1, null, 2), "[1, 2]"),
                arguments(new SemanticType.Geometry(true), "STRING", point, "SRID=25832;POINT(1 2)"),
                arguments(new SemanticType.Interval(), "STRING", "P1M", "P1M"),
                arguments(
                        new SemanticType.Duration(TimeUnit.MICROS), "INTERVAL", -3_600_000_001L, "0-0 0 -1:0:0.000001"),
                arguments(new SemanticType.Duration(TimeUnit.MILLIS), "INTERVAL", 90_061_001L, "0-0 0 25:1:1.001000"));
    }

    @ParameterizedTest
    @MethodSource("other")
    void theOtherChoiceIsTaken(SemanticType type, String column, Object value, String read) throws UnfitRowException {
        Rows rows = Rows.of("größe", type);
        Table table = Table.newFor(rows, Options.other());

        assertThat(table.columns().list().get(0).sqlType()).isEqualTo(column);
        assertThat(table.read(rows.row(value))).isEqualTo(Map.of("größe", read));
    }

    static Stream<Arguments> finer() {
        return Stream.of(
                arguments(new SemanticType.LocalTimestamp(TimeUnit.NANOS), -1L),
                arguments(new SemanticType.Instant(TimeUnit.NANOS), 1_001L),
                arguments(new SemanticType.Time(TimeUnit.NANOS), 1L),
                arguments(new SemanticType.Duration(TimeUnit.NANOS), 1L));
    }

    @ParameterizedTest
    @MethodSource("finer")
    void nanosecondsCanBeRefused(SemanticType type, long value) throws UnfitRowException {
        Rows rows = Rows.of("c", type);
        Table table = Table.newFor(rows, Options.other());

        assertThatThrownBy(() -> table.read(rows.row(value)))
                .isInstanceOf(UnfitRowException.class)
                .hasMessageEndingWith("has digits beyond microseconds");
    }

    @Test
    void aListWithNullsCanBeJson() throws UnfitRowException {
        Rows rows = Rows.of("c", new SemanticType.ListOf(INT));
        Table table = Table.newFor(rows, Options.nullElements(NullElements.JSON));

        assertThat(table.columns().list().get(0).sqlType()).isEqualTo("JSON");
        assertThat(table.read(rows.row(Arrays.asList(1, null)))).isEqualTo(Map.of("c", "[1,null]"));
    }
}
