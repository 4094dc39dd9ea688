// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The type table: which column each semantic type gets, and what Google's code reads of its values. */
class TypesTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType TEXT = new SemanticType.Text();
    /** POINT(13.4 52.5) in little-endian ISO form. */
    private static final String BERLIN = "0101000000cdcccccccccc2a400000000000404a40";

    /** Semantic type; column; value; as it is read. */
    static Stream<Arguments> types() {
        return Stream.of(
                arguments(new SemanticType.Bool(), "BOOL", true, "true"),
                arguments(new SemanticType.Bool(), "BOOL", false, "false"),
                arguments(new SemanticType.Int(8), "INT64", (byte) -128, "-128"),
                arguments(new SemanticType.Int(16), "INT64", (short) 32767, "32767"),
                arguments(INT, "INT64", Integer.MIN_VALUE, "-2147483648"),
                arguments(new SemanticType.Int(64), "INT64", Long.MIN_VALUE, "-9223372036854775808"),
                arguments(new SemanticType.Int(64), "INT64", Long.MAX_VALUE, "9223372036854775807"),
                arguments(new SemanticType.Real(32), "FLOAT64", 1.5f, "1.5"),
                arguments(new SemanticType.Real(64), "FLOAT64", Double.NaN, "NaN"),
                arguments(new SemanticType.Real(64), "FLOAT64", Double.NEGATIVE_INFINITY, "-Infinity"),
                arguments(new SemanticType.Real(64), "FLOAT64", -0.0, "-0.0"),
                arguments(TEXT, "STRING", "", ""),
                arguments(TEXT, "STRING", "日本 \uD83D\uDE00 é\u0000", "日本 \uD83D\uDE00 é\u0000"),
                arguments(new SemanticType.Bits(), "STRING", "0101", "0101"),
                arguments(new SemanticType.Enumeration(), "STRING", "new", "new"),
                arguments(
                        new SemanticType.Uuid(),
                        "STRING",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                arguments(new SemanticType.ZonedTime(), "STRING", "24:00:00Z", "24:00:00Z"),
                arguments(new SemanticType.Json(), "JSON", "{\"a\": [1, 2.50]}", "{\"a\": [1, 2.50]}"),
                arguments(new SemanticType.Json(), "JSON", "no JSON", "\"no JSON\""),
                arguments(new SemanticType.Binary(), "BYTES", new byte[] {0, -1}, "00ff"),
                arguments(new SemanticType.Binary(), "BYTES", ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2), "0203"));
    }

    static Stream<Arguments> decimals() {
        return Stream.of(
                arguments(new SemanticType.Decimal(10, 2), "NUMERIC", new BigDecimal("-0.01"), "-0.01"),
                arguments(new SemanticType.Decimal(10, 2), "NUMERIC", new BigDecimal("0.00"), "0"),
                arguments(
                        new SemanticType.Decimal(38, 9),
                        "NUMERIC",
                        new BigDecimal("-99999999999999999999999999999.999999999"),
                        "-99999999999999999999999999999.999999999"),
                arguments(
                        new SemanticType.Decimal(38, 10),
                        "BIGNUMERIC",
                        new BigDecimal("12345678901234567890.1234567890"),
                        "12345678901234567890.123456789"),
                arguments(
                        new SemanticType.Decimal(38, 0),
                        "BIGNUMERIC",
                        new BigDecimal("99999999999999999999999999999999999999"),
                        "99999999999999999999999999999999999999"),
                arguments(
                        new SemanticType.Decimal(20, 0),
                        "NUMERIC",
                        new BigDecimal("18446744073709551615"),
                        "18446744073709551615"),
                arguments(new SemanticType.Decimal(5, -2), "NUMERIC", new BigDecimal("123E+2"), "12300"),
                arguments(new SemanticType.Decimal(3, 5), "NUMERIC", new BigDecimal("0.00999"), "0.00999"),
                arguments(new SemanticType.Decimal(77, 38), "STRING", new BigDecimal("0.10"), "0.10"),
                arguments(
                        new SemanticType.Decimal(50, 39),
                        "STRING",
                        new BigDecimal("1E-39"),
                        "0.000000000000000000000000000000000000001"),
                arguments(new SemanticType.VariableDecimal(), "BIGNUMERIC", new BigDecimal("123.45"), "123.45"),
                arguments(new SemanticType.VariableDecimal(), "BIGNUMERIC", new BigDecimal("-1E+3"), "-1000"),
                arguments(new SemanticType.VariableDecimal(), "BIGNUMERIC", new BigDecimal("0E-1000"), "0"),
                arguments(
                        new SemanticType.VariableDecimal(),
                        "BIGNUMERIC",
                        new BigDecimal(
                                "578960446186580977117854925043439539266.34992332820282019728792003956564819967"),
                        "578960446186580977117854925043439539266.34992332820282019728792003956564819967"));
    }

    static Stream<Arguments> times() {
        return Stream.of(
                arguments(new SemanticType.Date(), "DATE", -719_162, "0001-01-01"),
                arguments(new SemanticType.Date(), "DATE", -141_428L, "1582-10-14"),
                arguments(new SemanticType.Date(), "DATE", -1, "1969-12-31"),
                arguments(new SemanticType.Date(), "DATE", 2_932_896, "9999-12-31"),
                arguments(new SemanticType.Time(TimeUnit.MILLIS), "TIME", 86_399_999, "23:59:59.999"),
                arguments(new SemanticType.Time(TimeUnit.MICROS), "TIME", 0L, "00:00"),
                arguments(new SemanticType.Time(TimeUnit.NANOS), "TIME", 86_399_999_999_999L, "23:59:59.999999"),
                arguments(local(TimeUnit.MILLIS), "DATETIME", -62_135_596_800_000L, "0001-01-01T00:00"),
                arguments(local(TimeUnit.MICROS), "DATETIME", -1L, "1969-12-31T23:59:59.999999"),
                arguments(local(TimeUnit.MICROS), "DATETIME", -1_500_000L, "1969-12-31T23:59:58.500"),
                arguments(local(TimeUnit.MICROS), "DATETIME", 253_402_300_799_999_999L, "9999-12-31T23:59:59.999999"),
                arguments(local(TimeUnit.MICROS), "DATETIME", 1_709_164_800_000_000L, "2024-02-29T00:00"),
                arguments(local(TimeUnit.NANOS), "DATETIME", -1L, "1969-12-31T23:59:59.999999"),
                arguments(local(TimeUnit.NANOS), "DATETIME", 1_999L, "1970-01-01T00:00:00.000001"),
                arguments(utc(TimeUnit.MILLIS), "TIMESTAMP", -62_135_596_800_000L, "0001-01-01T00:00:00Z"),
                arguments(utc(TimeUnit.MICROS), "TIMESTAMP", -1L, "1969-12-31T23:59:59.999999Z"),
                arguments(utc(TimeUnit.MICROS), "TIMESTAMP", 253_402_300_799_999_999L, "9999-12-31T23:59:59.999999Z"),
                arguments(utc(TimeUnit.NANOS), "TIMESTAMP", -1_001L, "1969-12-31T23:59:59.999998Z"),
                arguments(new SemanticType.Duration(TimeUnit.MICROS), "INT64", -5L, "-5"),
                arguments(new SemanticType.Interval(), "INTERVAL", "P1Y2M3DT4H5M6.000007S", "1-2 3 4:5:6.000007"),
                arguments(new SemanticType.Interval(), "INTERVAL", "P0Y-1M3DT-4H0M-6.5S", "-0-1 3 -4:0:6.500000"),
                arguments(new SemanticType.Interval(), "INTERVAL", "-P1W", "0-0 -7 0:0:0"));
    }

    static Stream<Arguments> nested() {
        SemanticType pair = new SemanticType.StructOf(List.of(new Member("a", INT), new Member("B c", TEXT)));
        return Stream.of(
                arguments(new SemanticType.ListOf(INT), "ARRAY<INT64>", List.of(1, -2), "[1, -2]"),
                arguments(
                        new SemanticType.ListOf(new SemanticType.Json()),
                        "ARRAY<JSON>",
                        java.util.Arrays.asList("{}", null),
                        "[{}, null]"),
                arguments(
                        new SemanticType.ListOf(new SemanticType.ListOf(INT)),
                        "JSON",
                        List.of(List.of(1), java.util.Arrays.asList(2, null)),
                        "[[1],[2,null]]"),
                arguments(new SemanticType.MapOf(TEXT, TEXT), "JSON", Map.of("k", "v"), "{\"k\":\"v\"}"),
                arguments(pair, "STRUCT<`a` INT64, `B_c` STRING>", new Object[] {1, "x"}, "{a=1, B_c=x}"),
                arguments(pair, "STRUCT<`a` INT64, `B_c` STRING>", new Object[] {null, null}, "{}"),
                arguments(
                        new SemanticType.ListOf(pair),
                        "ARRAY<STRUCT<`a` INT64, `B_c` STRING>>",
                        List.of(new Object[] {1, "x"}, new Object[] {2, null}),
                        "[{a=1, B_c=x}, {a=2}]"),
                arguments(
                        new SemanticType.Geometry(false),
                        "STRUCT<`wkb` BYTES, `srid` INT64>",
                        new GeometryValue(wkb(BERLIN), null),
                        "{wkb=" + BERLIN + "}"),
                arguments(
                        new SemanticType.Geometry(true),
                        "GEOGRAPHY",
                        new GeometryValue(wkb(BERLIN), 4326),
                        "POINT(13.4 52.5)"));
    }

    @ParameterizedTest
    @MethodSource({"types", "decimals", "times", "nested"})
    void everySemanticTypeGetsItsColumnAndItsValue(SemanticType type, String column, Object value, String read)
            throws UnfitRowException {
        Rows rows = Rows.of("c", type);
        Table table = Table.newFor(rows, TypeOptions.defaults());

        assertThat(table.columns().list().get(0).sqlType()).isEqualTo(column);
        assertThat(table.read(rows.row(value))).isEqualTo(Map.of("c", read));
    }

    @Test
    void noSemanticTypeIsForgotten() {
        Set<Class<?>> seen = Stream.of(types(), decimals(), times(), nested())
                .flatMap(rows -> rows)
                .map(row -> row.get()[0].getClass())
                .collect(Collectors.toSet());

        seen.add(SemanticType.Unknown.class);
        assertThat(seen).containsExactlyInAnyOrder(SemanticType.class.getPermittedSubclasses());
    }

    @Test
    void aColumnOfNothingButNullsWaitsForItsFirstValue() throws UnfitRowException {
        Rows rows = Rows.of("id", INT, "late", new SemanticType.Unknown());
        Table table = Table.newFor(rows, TypeOptions.defaults());

        assertThat(table.columns().list()).extracting(column -> column.name()).containsExactly("id");
        assertThat(table.read(rows.row(1, null))).isEqualTo(Map.of("id", "1"));
    }

    private static SemanticType local(TimeUnit unit) {
        return new SemanticType.LocalTimestamp(unit);
    }

    private static SemanticType utc(TimeUnit unit) {
        return new SemanticType.Instant(unit);
    }

    private static ByteBuffer wkb(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
