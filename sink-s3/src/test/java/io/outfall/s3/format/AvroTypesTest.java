// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.pipeline.UnfitRowException;
import io.outfall.s3.avro.AvroOptions;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import io.outfall.type.TypeResolver;
import io.outfall.type.TypeRules;
import io.outfall.type.ValuePolicies;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The type table: what is stored for each semantic type, and what the Avro library makes of it. */
class AvroTypesTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType TEXT = new SemanticType.Text();

    private static AvroRead written(SemanticType type, Object value) throws UnfitRowException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroFormat format = new AvroFormat(AvroOptions.defaults(), List.of())) {
            Rows rows = Rows.of("c", type);
            RowFile file = format.family("t", rows.layout()).open(bytes::write);
            file.add(rows.row(value));
            file.close();
        }
        return AvroRead.of(bytes.toByteArray());
    }

    /** Semantic type; schema without the branch for null; value; as the Avro library shows it. */
    static Stream<Arguments> types() {
        return Stream.of(
                arguments(new SemanticType.Bool(), "\"boolean\"", true, "true"),
                arguments(new SemanticType.Int(8), "{\"type\":\"int\",\"connect.type\":\"int8\"}", (byte) -128, "-128"),
                arguments(new SemanticType.Int(16), "{\"type\":\"int\",\"connect.type\":\"int16\"}", 32767L, "32767"),
                arguments(INT, "\"int\"", Integer.MIN_VALUE, "-2147483648"),
                arguments(new SemanticType.Int(64), "\"long\"", Long.MIN_VALUE, "-9223372036854775808"),
                arguments(new SemanticType.Real(32), "\"float\"", 1.5f, "1.5"),
                arguments(new SemanticType.Real(64), "\"double\"", Double.NaN, "NaN"),
                arguments(TEXT, "\"string\"", "日本 \uD83D\uDE00", "日本 \uD83D\uDE00"),
                arguments(new SemanticType.Bits(), "\"string\"", "0101", "0101"),
                arguments(new SemanticType.VariableDecimal(), "\"string\"", new BigDecimal("1E+3"), "1000"),
                arguments(new SemanticType.Decimal(39, 1), "\"string\"", new BigDecimal("0.1"), "0.1"),
                arguments(
                        new SemanticType.Json(),
                        named("string", "", "io.debezium.data.Json"),
                        "{\"a\":1}",
                        "{\"a\":1}"),
                arguments(
                        new SemanticType.Uuid(),
                        named("string", "uuid", "io.debezium.data.Uuid"),
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                arguments(new SemanticType.Enumeration(), named("string", "", "io.debezium.data.Enum"), "new", "new"),
                arguments(
                        new SemanticType.Date(),
                        named("int", "date", "org.apache.kafka.connect.data.Date"),
                        -719_162,
                        "-719162"),
                arguments(
                        new SemanticType.Time(TimeUnit.MILLIS),
                        named("int", "time-millis", "org.apache.kafka.connect.data.Time"),
                        86_399_999,
                        "86399999"),
                arguments(
                        new SemanticType.Time(TimeUnit.MICROS),
                        named("long", "time-micros", "io.debezium.time.MicroTime"),
                        1L,
                        "1"),
                arguments(
                        new SemanticType.Time(TimeUnit.NANOS), named("long", "", "io.debezium.time.NanoTime"), 1L, "1"),
                arguments(
                        new SemanticType.ZonedTime(),
                        named("string", "", "io.debezium.time.ZonedTime"),
                        "01:00Z",
                        "01:00Z"),
                arguments(
                        new SemanticType.LocalTimestamp(TimeUnit.MILLIS),
                        named("long", "local-timestamp-millis", "io.debezium.time.Timestamp"),
                        -1L,
                        "-1"),
                arguments(
                        new SemanticType.LocalTimestamp(TimeUnit.MICROS),
                        named("long", "local-timestamp-micros", "io.debezium.time.MicroTimestamp"),
                        -1L,
                        "-1"),
                arguments(
                        new SemanticType.LocalTimestamp(TimeUnit.NANOS),
                        named("long", "local-timestamp-nanos", "io.debezium.time.NanoTimestamp"),
                        -1L,
                        "-1"),
                arguments(
                        new SemanticType.Instant(TimeUnit.MILLIS),
                        named("long", "timestamp-millis", "org.apache.kafka.connect.data.Timestamp"),
                        5L,
                        "5"),
                arguments(
                        new SemanticType.Instant(TimeUnit.MICROS),
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}",
                        5L,
                        "5"),
                arguments(
                        new SemanticType.Instant(TimeUnit.NANOS),
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}",
                        5L,
                        "5"),
                arguments(new SemanticType.Duration(TimeUnit.MILLIS), "\"long\"", 5L, "5"),
                arguments(
                        new SemanticType.Duration(TimeUnit.MICROS),
                        named("long", "", "io.debezium.time.MicroDuration"),
                        5L,
                        "5"),
                arguments(
                        new SemanticType.Duration(TimeUnit.NANOS),
                        named("long", "", "io.debezium.time.NanoDuration"),
                        5L,
                        "5"),
                arguments(new SemanticType.Interval(), named("string", "", "io.debezium.time.Interval"), "P1M", "P1M"),
                arguments(
                        new SemanticType.ListOf(INT),
                        "{\"type\":\"array\",\"items\":[\"null\",\"int\"]}",
                        Arrays.asList(1, null, 3),
                        "[1, null, 3]"),
                arguments(
                        new SemanticType.ListOf(TEXT),
                        "{\"type\":\"array\",\"items\":[\"null\",\"string\"]}",
                        List.of(),
                        "[]"),
                arguments(
                        new SemanticType.MapOf(TEXT, INT),
                        "{\"type\":\"map\",\"values\":[\"null\",\"int\"]}",
                        Map.of("a", 1),
                        "{a=1}"));
    }

    private static String named(String type, String logicalType, String connectName) {
        return "{\"type\":\"" + type + "\","
                + (logicalType.isEmpty() ? "" : "\"logicalType\":\"" + logicalType + "\",")
                + "\"connect.version\":1,\"connect.name\":\"" + connectName + "\"}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void eachTypeHasItsFormAndIsReadAsWhatItWas(SemanticType type, String schema, Object value, String read)
            throws UnfitRowException {
        AvroRead file = written(type, value);
        assertThat(file.column("c")).hasToString(schema);
        assertThat(file.rows().get(0).get("c")).hasToString(read);
    }

    @Test
    void theTableNamesEveryType() {
        Set<Class<?>> shown = Stream.concat(
                        types().map(arguments -> arguments.get()[0]),
                        Stream.of(
                                new SemanticType.Binary(),
                                new SemanticType.Decimal(1, 0),
                                new SemanticType.Geometry(true),
                                new SemanticType.StructOf(List.of()),
                                new SemanticType.Unknown()))
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(shown).containsExactlyInAnyOrder(SemanticType.class.getPermittedSubclasses());
    }

    @Test
    void bytesAreReadAsTheyWereAndTheirBufferIsNotMoved() throws UnfitRowException {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2);
        assertThat(written(new SemanticType.Binary(), buffer).rows().get(0).get("c"))
                .isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(buffer.remaining()).isEqualTo(2);
        assertThat(written(new SemanticType.Binary(), new byte[] {9})
                        .rows()
                        .get(0)
                        .get("c"))
                .isEqualTo(ByteBuffer.wrap(new byte[] {9}));
    }

    /** Type; value; precision and scale in the file; as Connect reads it. */
    static Stream<Arguments> decimals() {
        return Stream.of(
                arguments(new SemanticType.Decimal(9, 2), "-9999999.99", 9, 2, "-9999999.99"),
                arguments(
                        new SemanticType.Decimal(38, 38), "0.00000000000000000000000000000000000001", 38, 38, "1E-38"),
                arguments(new SemanticType.Decimal(5, -2), "99999E2", 7, 0, "9999900"),
                arguments(new SemanticType.Decimal(2, 5), "0.00099", 5, 5, "0.00099"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decimals")
    void decimalsHaveAScaleAndAPrecisionThatAvroAllows(
            SemanticType type, String value, int precision, int scale, String connect) throws UnfitRowException {
        AvroRead file = written(type, new BigDecimal(value));
        assertThat(file.column("c").getLogicalType()).isEqualTo(org.apache.avro.LogicalTypes.decimal(precision, scale));
        assertThat(connectCell(file)).isEqualTo(new BigDecimal(connect));
    }

    @Test
    void nestedTypesNestAndTheirRecordsAreNamedByTheirPath() throws UnfitRowException {
        SemanticType point = new SemanticType.StructOf(List.of(
                new Member("x", INT),
                new Member("at", new SemanticType.Date()),
                new Member("nothing", new SemanticType.Unknown()),
                new Member("tags", new SemanticType.MapOf(INT, new SemanticType.ListOf(TEXT)))));
        AvroRead file = written(
                new SemanticType.ListOf(point),
                Arrays.asList(new Object[] {1, 2, null, Map.of(7, List.of("a"))}, null));
        assertThat(file.text())
                .containsExactly(
                        "{\"c\": [{\"x\": 1, \"at\": 2, \"tags\": [{\"key\": 7, \"value\": [\"a\"]}]}, null]}");
        assertThat(file.column("c").getElementType().getTypes().get(1).getFullName())
                .isEqualTo("t.c");
    }

    @Test
    void aShapeIsItsBytesAndItsReferenceSystem() throws UnfitRowException {
        ByteBuffer wkb = ByteBuffer.wrap(new byte[] {1});
        AvroRead file = written(new SemanticType.Geometry(true), new GeometryValue(wkb, 4326));
        assertThat(file.text()).containsExactly("{\"c\": {\"wkb\": \"\\u0001\", \"srid\": 4326}}");
        assertThat(file.column("c").getProp("connect.name")).isEqualTo("io.debezium.data.geometry.Geography");
    }

    @Test
    void ofWhatNothingIsKnownThereIsNoColumn() throws UnfitRowException {
        AvroRead file = written(new SemanticType.ListOf(new SemanticType.Unknown()), List.of());
        assertThat(file.schema().getFields()).isEmpty();
        assertThat(file.rows()).hasSize(1);
    }

    /** What Connect's mapping of Avro keeps the meaning of, and our own decoder finds again. */
    static Stream<Arguments> meanings() {
        return Stream.of(
                arguments(new SemanticType.Int(8), 1),
                arguments(new SemanticType.Int(16), 1),
                arguments(new SemanticType.Int(64), 1L),
                arguments(new SemanticType.Decimal(12, 2), new BigDecimal("1.50")),
                arguments(new SemanticType.Json(), "{}"),
                arguments(new SemanticType.Uuid(), "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                arguments(new SemanticType.Enumeration(), "new"),
                arguments(new SemanticType.Date(), 1),
                arguments(new SemanticType.Time(TimeUnit.MILLIS), 1),
                arguments(new SemanticType.Time(TimeUnit.MICROS), 1L),
                arguments(new SemanticType.Time(TimeUnit.NANOS), 1L),
                arguments(new SemanticType.ZonedTime(), "01:00:00Z"),
                arguments(new SemanticType.LocalTimestamp(TimeUnit.MILLIS), 1L),
                arguments(new SemanticType.LocalTimestamp(TimeUnit.MICROS), 1L),
                arguments(new SemanticType.LocalTimestamp(TimeUnit.NANOS), 1L),
                arguments(new SemanticType.Instant(TimeUnit.MILLIS), 1L),
                arguments(new SemanticType.Duration(TimeUnit.MICROS), 1L),
                arguments(new SemanticType.Duration(TimeUnit.NANOS), 1L),
                arguments(new SemanticType.Interval(), "P1M"),
                arguments(new SemanticType.Geometry(false), new GeometryValue(ByteBuffer.wrap(new byte[] {1}), null)),
                arguments(new SemanticType.MapOf(INT, TEXT), Map.of(1, "a")),
                arguments(
                        new SemanticType.StructOf(List.of(new Member("day", new SemanticType.Date()))),
                        new Object[] {1}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("meanings")
    void whoReadsThroughConnectGetsTheSameMeaningBack(SemanticType type, Object value) throws UnfitRowException {
        Field column = written(type, value).connect().schema().field("c");
        assertThat(new TypeResolver(TypeRules.none(), ValuePolicies.strict())
                        .resolve("c", column.schema())
                        .type())
                .isEqualTo(type);
    }

    private static Object connectCell(AvroRead file) {
        SchemaAndValue row = file.connect();
        return ((org.apache.kafka.connect.data.Struct) row.value()).get("c");
    }
}
