// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.bigquery.schema.ColumnType;
import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.Fit;
import io.outfall.bigquery.schema.Fits;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import io.outfall.type.UnfitPolicy;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A column that a table has already keeps its type, and takes what it can hold without changing it. */
class ExistingColumnsTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType LONG = new SemanticType.Int(64);
    private static final SemanticType TEXT = new SemanticType.Text();
    private static final GeometryValue POINT = new GeometryValue(
            ByteBuffer.wrap(HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040")), 4326);

    private static TableColumn column(ColumnType type) {
        return TableColumn.nullable("c", type, "");
    }

    private static Map<String, String> read(ColumnType column, UnfitPolicy decimals, SemanticType type, Object value)
            throws UnfitRowException {
        return Table.existing(TypeOptions.defaults(), decimals, column(column))
                .read(Rows.of("c", type).row(value));
    }

    /** Column; type; value; as it is read. */
    static Stream<Arguments> taken() {
        return Stream.of(
                arguments(ColumnType.of(Kind.STRING), INT, -5, "-5"),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.Bool(), true, "true"),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.Real(64), Double.NaN, "NaN"),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.Real(32), 0.1f, "0.1"),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.Date(), -1, "1969-12-31"),
                arguments(
                        ColumnType.of(Kind.STRING),
                        new SemanticType.Instant(TimeUnit.NANOS),
                        -1L,
                        "1969-12-31T23:59:59.999999999Z"),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.Binary(), new byte[] {1}, "AQ=="),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.Json(), "no JSON", "no JSON"),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.ListOf(TEXT), List.of("a"), "[\"a\"]"),
                arguments(ColumnType.of(Kind.STRING), new SemanticType.Geometry(false), POINT, "SRID=4326;POINT(1 2)"),
                arguments(ColumnType.of(Kind.JSON), TEXT, "say \"x\"", "\"say \\\"x\\\"\""),
                arguments(ColumnType.of(Kind.JSON), LONG, 5L, "5"),
                arguments(ColumnType.of(Kind.NUMERIC), LONG, Long.MIN_VALUE, "-9223372036854775808"),
                arguments(ColumnType.of(Kind.BIGNUMERIC), INT, 7, "7"),
                arguments(ColumnType.of(Kind.NUMERIC), new SemanticType.Decimal(38, 20), new BigDecimal("1.5"), "1.5"),
                arguments(ColumnType.of(Kind.FLOAT64), LONG, (1L << 53) + 2, "9.007199254740994E15"),
                arguments(ColumnType.of(Kind.TIMESTAMP), local(), -1L, "1969-12-31T23:59:59.999999Z"),
                arguments(
                        ColumnType.of(Kind.DATETIME),
                        new SemanticType.Instant(TimeUnit.MILLIS),
                        1L,
                        "1970-01-01T00:00:00.001"),
                arguments(ColumnType.of(Kind.DATETIME), new SemanticType.Date(), -719_162, "0001-01-01T00:00"),
                arguments(ColumnType.of(Kind.GEOGRAPHY), new SemanticType.Geometry(false), POINT, "POINT(1 2)"),
                arguments(ColumnType.ofLength(Kind.STRING, 3), TEXT, "\uD83D\uDE00ab", "\uD83D\uDE00ab"),
                arguments(ColumnType.ofLength(Kind.BYTES, 2), new SemanticType.Binary(), new byte[] {1, 2}, "0102"));
    }

    private static SemanticType local() {
        return new SemanticType.LocalTimestamp(TimeUnit.MICROS);
    }

    @ParameterizedTest
    @MethodSource("taken")
    void aValueThatFitsGoesIn(ColumnType column, SemanticType type, Object value, String read)
            throws UnfitRowException {
        assertThat(read(column, UnfitPolicy.FAIL, type, value)).isEqualTo(Map.of("c", read));
    }

    /** Column; type; value; what is said. */
    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        ColumnType.of(Kind.FLOAT64),
                        LONG,
                        (1L << 53) + 1,
                        "the number has more digits than a FLOAT64 holds"),
                arguments(
                        ColumnType.of(Kind.FLOAT64),
                        LONG,
                        Long.MAX_VALUE,
                        "the number has more digits than a FLOAT64 holds"),
                arguments(
                        ColumnType.of(Kind.NUMERIC),
                        new SemanticType.VariableDecimal(),
                        new BigDecimal("1E-10"),
                        "the number has more digits than NUMERIC holds"),
                arguments(
                        ColumnType.of(Kind.NUMERIC),
                        new SemanticType.VariableDecimal(),
                        new BigDecimal("1E+29"),
                        "the number has more digits than NUMERIC holds"),
                arguments(
                        ColumnType.of(Kind.BIGNUMERIC),
                        new SemanticType.VariableDecimal(),
                        new BigDecimal("1E+1000000000"),
                        "the number has more digits than BIGNUMERIC holds"),
                arguments(
                        ColumnType.of(Kind.BIGNUMERIC),
                        new SemanticType.VariableDecimal(),
                        new BigDecimal("1E-1000000000"),
                        "the number has more digits than BIGNUMERIC holds"),
                arguments(
                        ColumnType.of(Kind.BIGNUMERIC),
                        new SemanticType.VariableDecimal(),
                        new BigDecimal(
                                "578960446186580977117854925043439539266.34992332820282019728792003956564819968"),
                        "the number has more digits than BIGNUMERIC holds"),
                arguments(
                        ColumnType.ofDigits(Kind.NUMERIC, 4, 2),
                        INT,
                        100,
                        "the number has more digits than NUMERIC(4, 2) holds"),
                arguments(
                        ColumnType.ofDigits(Kind.NUMERIC, 4, 2),
                        new SemanticType.VariableDecimal(),
                        new BigDecimal("0.001"),
                        "the number has more digits than NUMERIC(4, 2) holds"),
                arguments(ColumnType.ofLength(Kind.STRING, 3), TEXT, "abcd", "the text has more than 3 characters"),
                arguments(
                        ColumnType.ofLength(Kind.BYTES, 1),
                        new SemanticType.Binary(),
                        new byte[2],
                        "the value has more than 1 bytes"),
                arguments(
                        ColumnType.of(Kind.DATE), new SemanticType.Date(), 2_932_897, "the year is none of 1 to 9999"),
                arguments(
                        ColumnType.of(Kind.DATETIME),
                        local(),
                        -62_135_596_800_000_001L,
                        "the year is none of 1 to 9999"),
                arguments(
                        ColumnType.of(Kind.TIMESTAMP),
                        new SemanticType.Instant(TimeUnit.MILLIS),
                        Long.MAX_VALUE,
                        "the year is none of 1 to 9999"),
                arguments(
                        ColumnType.of(Kind.TIME),
                        new SemanticType.Time(TimeUnit.MICROS),
                        86_400_000_000L,
                        "the time is not within one day"),
                arguments(
                        ColumnType.of(Kind.TIME),
                        new SemanticType.Time(TimeUnit.MILLIS),
                        -1L,
                        "the time is not within one day"),
                arguments(
                        ColumnType.of(Kind.TIME),
                        new SemanticType.Time(TimeUnit.MILLIS),
                        Long.MAX_VALUE,
                        "the time is not within one day"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aValueThatDoesNotFitIsRefused(ColumnType column, SemanticType type, Object value, String reason) {
        assertThatThrownBy(() -> read(column, UnfitPolicy.FAIL, type, value))
                .isInstanceOf(UnfitRowException.class)
                .hasMessage(reason);
    }

    @Test
    void aNumberThatDoesNotFitIsTreatedAsThePolicySays() throws UnfitRowException {
        SemanticType type = new SemanticType.VariableDecimal();
        ColumnType column = ColumnType.ofDigits(Kind.NUMERIC, 4, 2);

        assertThat(read(column, UnfitPolicy.NULL, type, new BigDecimal("0.001")))
                .isEmpty();
        assertThat(read(column, UnfitPolicy.CLAMP, type, new BigDecimal("0.125")))
                .isEqualTo(Map.of("c", "0.12"));
        assertThat(read(column, UnfitPolicy.CLAMP, type, new BigDecimal("-99.999")))
                .isEqualTo(Map.of("c", "-99.99"));
        assertThat(read(column, UnfitPolicy.CLAMP, type, new BigDecimal("1E+99999")))
                .isEqualTo(Map.of("c", "99.99"));
        assertThat(read(column, UnfitPolicy.CLAMP, type, new BigDecimal("1E-99999")))
                .isEqualTo(Map.of("c", "0"));
    }

    @Test
    void aNumberThatBecomesNullInAListIsANullElement() {
        Table table = Table.existing(
                TypeOptions.defaults(),
                UnfitPolicy.NULL,
                new TableColumn("c", ColumnType.of(Kind.NUMERIC), Mode.REPEATED, ""));
        Rows rows = Rows.of("c", new SemanticType.ListOf(new SemanticType.VariableDecimal()));

        assertThatThrownBy(() -> table.read(rows.row(List.of(new BigDecimal("1E-10")))))
                .hasMessage("the list has a null, which an ARRAY cannot hold");
    }

    @Test
    void membersGoByTheirNames() throws UnfitRowException {
        TableColumn struct = column(ColumnType.ofMembers(List.of(
                TableColumn.nullable("Z", ColumnType.of(Kind.STRING), ""),
                new TableColumn("a", ColumnType.of(Kind.NUMERIC), Mode.REQUIRED, ""))));
        Table table = Table.existing(TypeOptions.defaults(), UnfitPolicy.FAIL, struct);
        Rows rows = Rows.of("c", new SemanticType.StructOf(List.of(new Member("a", INT), new Member("z", LONG))));

        assertThat(table.read(rows.row((Object) new Object[] {1, 2L}))).isEqualTo(Map.of("c", "{Z=2, a=1}"));
        assertThatThrownBy(() -> table.read(rows.row((Object) new Object[] {null, 2L})))
                .hasMessage("the member a is REQUIRED and has no value");
    }

    static Stream<Arguments> pairs() {
        List<SemanticType> types = List.of(
                new SemanticType.Bool(),
                INT,
                LONG,
                new SemanticType.Real(64),
                new SemanticType.Decimal(10, 2),
                new SemanticType.VariableDecimal(),
                TEXT,
                new SemanticType.Json(),
                new SemanticType.Uuid(),
                new SemanticType.Enumeration(),
                new SemanticType.Binary(),
                new SemanticType.Bits(),
                new SemanticType.Date(),
                new SemanticType.Time(TimeUnit.MILLIS),
                new SemanticType.ZonedTime(),
                local(),
                new SemanticType.Instant(TimeUnit.MICROS),
                new SemanticType.Duration(TimeUnit.MICROS),
                new SemanticType.Interval(),
                new SemanticType.Geometry(true),
                new SemanticType.ListOf(INT),
                new SemanticType.MapOf(TEXT, INT),
                new SemanticType.StructOf(List.of(new Member("a", INT))));
        return types.stream().flatMap(type -> Stream.of(Kind.values()).map(kind -> arguments(type, kind)));
    }

    /** A plan is made exactly where the table is said to have a place. */
    @ParameterizedTest
    @MethodSource("pairs")
    void whereValuesAreSaidToFitThereIsAWayToWriteThem(SemanticType type, Kind kind) {
        TableColumn column = column(ColumnType.of(kind));
        Fit fit = Fits.of(
                new ColumnTypes(TypeOptions.defaults()).column(0, "c", type, "").orElseThrow(), column);
        Table table = Table.existing(TypeOptions.defaults(), UnfitPolicy.FAIL, column);
        Rows rows = Rows.of("c", type);

        if (fit == Fit.NONE) {
            assertThatThrownBy(() -> table.encoder().encode(rows.row((Object) null)))
                    .isInstanceOf(UnfitRowException.class);
        } else {
            assertThatCode(() -> table.encoder().encode(rows.row((Object) null)))
                    .doesNotThrowAnyException();
        }
    }
}
