// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The type table: what is stored for each semantic type, and what DuckDB makes of it. */
class TypeTableTest {
    private static final long DAY = 86_400L;
    private static final long YEAR_ONE = LocalDate.of(1, 1, 1).toEpochDay();

    @TempDir
    Path folder;

    /**
     * Semantic type; stored as physical, length, converted and logical type; DuckDB's type; cells; as DuckDB shows
     * them.
     */
    static Stream<Arguments> leaves() {
        return Stream.of(
                arguments(
                        new SemanticType.Bool(),
                        "BOOLEAN | null | null | null",
                        "BOOLEAN",
                        cells(true, false, null),
                        List.of("true", "false", "null")),
                arguments(
                        new SemanticType.Int(8),
                        "INT32 | null | INT_8 | IntType",
                        "TINYINT",
                        cells((byte) -128, 127L, (short) 0),
                        List.of("-128", "127", "0")),
                arguments(
                        new SemanticType.Int(16),
                        "INT32 | null | INT_16 | IntType",
                        "SMALLINT",
                        cells(Short.MIN_VALUE, Short.MAX_VALUE, null),
                        List.of("-32768", "32767", "null")),
                arguments(
                        new SemanticType.Int(32),
                        "INT32 | null | INT_32 | IntType",
                        "INTEGER",
                        cells(Integer.MIN_VALUE, Integer.MAX_VALUE, 7L),
                        List.of("-2147483648", "2147483647", "7")),
                arguments(
                        new SemanticType.Int(64),
                        "INT64 | null | null | null",
                        "BIGINT",
                        cells(Long.MIN_VALUE, Long.MAX_VALUE, 7),
                        List.of("-9223372036854775808", "9223372036854775807", "7")),
                arguments(
                        new SemanticType.Real(32),
                        "FLOAT | null | null | null",
                        "FLOAT",
                        cells(1.5f, Float.NaN, Float.NEGATIVE_INFINITY),
                        List.of("1.5", "nan", "-inf")),
                arguments(
                        new SemanticType.Real(64),
                        "DOUBLE | null | null | null",
                        "DOUBLE",
                        cells(0.1, Double.POSITIVE_INFINITY, Double.NaN),
                        List.of("0.1", "inf", "nan")),
                arguments(
                        new SemanticType.Decimal(9, 2),
                        "INT32 | null | DECIMAL | DecimalType(scale=2, precision=9)",
                        "DECIMAL(9,2)",
                        cells(new BigDecimal("-9999999.99"), new BigDecimal("0.01"), null),
                        List.of("-9999999.99", "0.01", "null")),
                arguments(
                        new SemanticType.Decimal(18, 0),
                        "INT64 | null | DECIMAL | DecimalType(scale=0, precision=18)",
                        "DECIMAL(18,0)",
                        cells(new BigDecimal("-999999999999999999"), new BigDecimal("999999999999999999")),
                        List.of("-999999999999999999", "999999999999999999")),
                arguments(
                        new SemanticType.Decimal(19, 4),
                        "FIXED_LEN_BYTE_ARRAY | 9 | DECIMAL | DecimalType(scale=4, precision=19)",
                        "DECIMAL(19,4)",
                        cells(new BigDecimal("-999999999999999.9999"), new BigDecimal("0.0001")),
                        List.of("-999999999999999.9999", "0.0001")),
                arguments(
                        new SemanticType.Decimal(38, 38),
                        "FIXED_LEN_BYTE_ARRAY | 16 | DECIMAL | DecimalType(scale=38, precision=38)",
                        "DECIMAL(38,38)",
                        cells(new BigDecimal("-0.99999999999999999999999999999999999999")),
                        List.of("-.99999999999999999999999999999999999999")),
                arguments(
                        new SemanticType.Decimal(39, 1),
                        "BYTE_ARRAY | null | UTF8 | StringType()",
                        "VARCHAR",
                        cells(new BigDecimal("-99999999999999999999999999999999999999.9"), new BigDecimal("1E+3")),
                        List.of("-99999999999999999999999999999999999999.9", "1000")),
                arguments(
                        new SemanticType.Decimal(5, -2),
                        "INT32 | null | DECIMAL | DecimalType(scale=0, precision=7)",
                        "DECIMAL(7,0)",
                        cells(new BigDecimal("99999E2"), new BigDecimal("-1E2")),
                        List.of("9999900", "-100")),
                arguments(
                        new SemanticType.Decimal(2, 5),
                        "INT32 | null | DECIMAL | DecimalType(scale=5, precision=5)",
                        "DECIMAL(5,5)",
                        cells(new BigDecimal("0.00099")),
                        List.of(".00099")),
                arguments(
                        new SemanticType.VariableDecimal(),
                        "BYTE_ARRAY | null | UTF8 | StringType()",
                        "VARCHAR",
                        cells(new BigDecimal("1E+20"), new BigDecimal("-0.000000001000")),
                        List.of("100000000000000000000", "-0.000000001000")),
                arguments(
                        new SemanticType.Text(),
                        "BYTE_ARRAY | null | UTF8 | StringType()",
                        "VARCHAR",
                        cells("", "plain", "Ünïcödé €", "Ā", "日本 \uD83D\uDE00", "broken \uD83D"),
                        List.of("", "plain", "Ünïcödé €", "Ā", "日本 \uD83D\uDE00", "broken ?")),
                arguments(
                        new SemanticType.Json(),
                        "BYTE_ARRAY | null | JSON | JsonType()",
                        "JSON",
                        cells("{\"a\": [1, null]}", "null"),
                        List.of("{\"a\": [1, null]}", "null")),
                arguments(
                        new SemanticType.Uuid(),
                        "FIXED_LEN_BYTE_ARRAY | 16 | null | UUIDType()",
                        "UUID",
                        cells("ffffffff-ffff-ffff-ffff-ffffffffffff", "01234567-89AB-CDEF-0123-456789abcdef"),
                        List.of("ffffffff-ffff-ffff-ffff-ffffffffffff", "01234567-89ab-cdef-0123-456789abcdef")),
                arguments(
                        new SemanticType.Enumeration(),
                        "BYTE_ARRAY | null | UTF8 | StringType()",
                        "VARCHAR",
                        cells("happy", "sad"),
                        List.of("happy", "sad")),
                arguments(
                        new SemanticType.Binary(),
                        "BYTE_ARRAY | null | null | null",
                        "BLOB",
                        cells(new byte[] {0, -1}, ByteBuffer.wrap("xab".getBytes(StandardCharsets.US_ASCII), 1, 2)),
                        List.of("\\x00\\xFF", "ab")),
                arguments(
                        new SemanticType.Bits(),
                        "BYTE_ARRAY | null | UTF8 | StringType()",
                        "VARCHAR",
                        cells("0101"),
                        List.of("0101")),
                arguments(
                        new SemanticType.Date(),
                        "INT32 | null | DATE | DateType()",
                        "DATE",
                        cells(0, -1, YEAR_ONE, 2932896),
                        List.of("1970-01-01", "1969-12-31", "0001-01-01", "9999-12-31")),
                arguments(
                        new SemanticType.Time(TimeUnit.MILLIS),
                        "INT32 | null | null | TimeType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=MilliSeconds(), MICROS=<null>, NANOS=<null>))",
                        "TIME",
                        cells(0, 86_399_999),
                        List.of("00:00:00", "23:59:59.999")),
                arguments(
                        new SemanticType.Time(TimeUnit.MICROS),
                        "INT64 | null | null | TimeType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))",
                        "TIME",
                        cells(86_399_999_999L),
                        List.of("23:59:59.999999")),
                arguments(
                        new SemanticType.Time(TimeUnit.NANOS),
                        "INT64 | null | null | TimeType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=<null>, NANOS=NanoSeconds()))",
                        "TIME_NS",
                        cells(86_399_999_999_999L),
                        List.of("23:59:59.999999999")),
                arguments(
                        new SemanticType.ZonedTime(),
                        "BYTE_ARRAY | null | UTF8 | StringType()",
                        "VARCHAR",
                        cells("24:00:00Z"),
                        List.of("24:00:00Z")),
                arguments(
                        new SemanticType.LocalTimestamp(TimeUnit.MILLIS),
                        "INT64 | null | null | TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=MilliSeconds(), MICROS=<null>, NANOS=<null>))",
                        "TIMESTAMP",
                        cells(-1L, YEAR_ONE * DAY * 1000),
                        List.of("1969-12-31 23:59:59.999", "0001-01-01 00:00:00")),
                arguments(
                        new SemanticType.LocalTimestamp(TimeUnit.MICROS),
                        "INT64 | null | null | TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))",
                        "TIMESTAMP",
                        cells(-1L, YEAR_ONE * DAY * 1_000_000),
                        List.of("1969-12-31 23:59:59.999999", "0001-01-01 00:00:00")),
                arguments(
                        new SemanticType.LocalTimestamp(TimeUnit.NANOS),
                        "INT64 | null | null | TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=<null>, NANOS=NanoSeconds()))",
                        "TIMESTAMP_NS",
                        cells(-1L),
                        List.of("1969-12-31 23:59:59.999999999")),
                arguments(
                        new SemanticType.Instant(TimeUnit.MILLIS),
                        "INT64 | null | TIMESTAMP_MILLIS"
                                + " | TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=MilliSeconds(), MICROS=<null>, NANOS=<null>))",
                        "TIMESTAMP WITH TIME ZONE",
                        cells(-1L),
                        List.of("1969-12-31 23:59:59.999+00")),
                arguments(
                        new SemanticType.Instant(TimeUnit.MICROS),
                        "INT64 | null | TIMESTAMP_MICROS"
                                + " | TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))",
                        "TIMESTAMP WITH TIME ZONE",
                        cells(1L, YEAR_ONE * DAY * 1_000_000),
                        List.of("1970-01-01 00:00:00.000001+00", "0001-01-01 00:00:00+00")),
                arguments(
                        new SemanticType.Instant(TimeUnit.NANOS),
                        "INT64 | null | null | TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=<null>, NANOS=NanoSeconds()))",
                        "TIMESTAMPTZ_NS",
                        cells(1_000L),
                        List.of("1970-01-01 00:00:00.000001+00")),
                arguments(
                        new SemanticType.Duration(TimeUnit.MICROS),
                        "INT64 | null | null | null",
                        "BIGINT",
                        cells(-2_629_800_000_000L),
                        List.of("-2629800000000")),
                arguments(
                        new SemanticType.Interval(),
                        "BYTE_ARRAY | null | UTF8 | StringType()",
                        "VARCHAR",
                        cells("P0Y-1M3DT-4H0M-6.5S"),
                        List.of("P0Y-1M3DT-4H0M-6.5S")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaves")
    void a_leaf_is_stored_and_read_as(
            SemanticType type, String stored, String duckType, List<Object> cells, List<String> shown) {
        Path file = Written.cells(folder, ParquetOptions.defaults(), type, cells.toArray());

        try (DuckDb duck = new DuckDb()) {
            String element = duck.value("select type, type_length, converted_type, logical_type from parquet_schema('"
                    + file + "') where name = 'c'");
            assertThat(element).startsWith(stored);
            assertThat(duck.value("select repetition_type from parquet_schema('" + file + "') where name = 'c'"))
                    .isEqualTo("OPTIONAL");
            assertThat(duck.value("select any_value(typeof(c)) from '" + file + "'"))
                    .isEqualTo(duckType);
            assertThat(duck.query("select c::varchar from '" + file + "'")).isEqualTo(shown);
        }
    }

    /** Semantic type; DuckDB's type; cells; as DuckDB shows them. */
    static Stream<Arguments> nested() {
        SemanticType text = new SemanticType.Text();
        SemanticType number = new SemanticType.Int(32);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", null);
        return Stream.of(
                arguments(
                        new SemanticType.ListOf(text),
                        "VARCHAR[]",
                        cells(null, List.of(), Arrays.asList("a", null, "")),
                        List.of("null", "[]", "[a, NULL, '']")),
                arguments(
                        new SemanticType.ListOf(new SemanticType.ListOf(number)),
                        "INTEGER[][]",
                        cells(Arrays.asList(List.of(1, 2), null, List.of(), Arrays.asList((Object) null)), List.of()),
                        List.of("[[1, 2], NULL, [], [NULL]]", "[]")),
                arguments(
                        new SemanticType.MapOf(text, number),
                        "MAP(VARCHAR, INTEGER)",
                        cells(null, Map.of(), map),
                        List.of("null", "{}", "{a=1, b=NULL}")),
                arguments(
                        new SemanticType.MapOf(new SemanticType.ListOf(number), new SemanticType.MapOf(text, number)),
                        "MAP(INTEGER[], MAP(VARCHAR, INTEGER))",
                        cells(Map.of(List.of(), map), Map.of(List.of(1), Map.of())),
                        List.of("{[]={a=1, b=NULL}}", "{[1]={}}")),
                arguments(
                        new SemanticType.StructOf(List.of(
                                new Member("x", number),
                                new Member("nothing", new SemanticType.Unknown()),
                                new Member("y", new SemanticType.ListOf(text)))),
                        "STRUCT(x INTEGER, y VARCHAR[])",
                        cells(null, new @Nullable Object[] {null, null, null}, new @Nullable Object[] {
                            1, null, List.of("a")
                        }),
                        List.of("null", "{'x': NULL, 'y': NULL}", "{'x': 1, 'y': [a]}")),
                arguments(
                        new SemanticType.ListOf(new SemanticType.StructOf(
                                List.of(new Member("k", text), new Member("v", new SemanticType.Decimal(20, 1))))),
                        "STRUCT(k VARCHAR, v DECIMAL(20,1))[]",
                        cells(Arrays.asList(
                                new @Nullable Object[] {"a", new BigDecimal("-1.5")},
                                null,
                                new @Nullable Object[] {null, null})),
                        List.of("[{'k': a, 'v': -1.5}, NULL, {'k': NULL, 'v': NULL}]")),
                arguments(
                        new SemanticType.Geometry(false),
                        "STRUCT(wkb BLOB, srid INTEGER)",
                        cells(new GeometryValue(ByteBuffer.wrap(new byte[] {1}), 4326), null),
                        List.of("{'wkb': '\\\\x01', 'srid': 4326}", "null")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nested")
    void a_nested_value_is_read_as(SemanticType type, String duckType, List<Object> cells, List<String> shown) {
        Path file = Written.cells(folder, ParquetOptions.defaults(), type, cells.toArray());

        try (DuckDb duck = new DuckDb()) {
            assertThat(duck.value("select any_value(typeof(c)) from '" + file + "'"))
                    .isEqualTo(duckType);
            assertThat(duck.query("select c::varchar from '" + file + "'")).isEqualTo(shown);
        }
    }

    @Test
    void columns_of_which_nothing_is_known_are_left_out() {
        SemanticType unknown = new SemanticType.Unknown();
        ParquetSchema schema = Written.schema(
                Written.column("id", new SemanticType.Int(64)),
                Written.column("a", unknown),
                Written.column("b", new SemanticType.ListOf(unknown)),
                Written.column("c", new SemanticType.StructOf(List.of(new Member("d", unknown)))),
                Written.column("e", new SemanticType.MapOf(new SemanticType.Text(), unknown)));

        Path file = Written.file(folder, ParquetOptions.defaults(), f -> Written.row(f, f.columns(schema), 1L, null));

        try (DuckDb duck = new DuckDb()) {
            assertThat(duck.query("select column_name from (describe select * from '" + file + "')"))
                    .containsExactly("id");
        }
    }

    @Test
    void the_table_names_every_semantic_type() {
        Set<Class<?>> named = Stream.concat(leaves(), nested())
                .map(row -> row.get()[0].getClass())
                .collect(Collectors.toSet());
        named.add(SemanticType.Unknown.class);

        assertThat(named).containsExactlyInAnyOrder(SemanticType.class.getPermittedSubclasses());
    }

    private static List<@Nullable Object> cells(@Nullable Object... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }
}
