// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What each Connect schema means, and the canonical value of a cell. */
class TypeResolverTest {
    private final TypeResolver resolver = new TypeResolver(TypeRules.none(), ValuePolicies.strict());

    private SemanticType type(Schema schema) {
        return resolver.resolve("c", schema).type();
    }

    private Object canonical(Schema schema, Object raw) {
        Object value = resolver.resolve("c", schema).decoder().decode(raw);
        return Objects.requireNonNull(value);
    }

    @Nested
    class ConnectTypes {

        @Test
        void primitivesAreWhatTheyAre() {
            assertThat(type(Schema.BOOLEAN_SCHEMA)).isEqualTo(new SemanticType.Bool());
            assertThat(type(Schema.INT8_SCHEMA)).isEqualTo(new SemanticType.Int(8));
            assertThat(type(Schema.INT16_SCHEMA)).isEqualTo(new SemanticType.Int(16));
            assertThat(type(Schema.INT32_SCHEMA)).isEqualTo(new SemanticType.Int(32));
            assertThat(type(Schema.INT64_SCHEMA)).isEqualTo(new SemanticType.Int(64));
            assertThat(type(Schema.FLOAT32_SCHEMA)).isEqualTo(new SemanticType.Real(32));
            assertThat(type(Schema.FLOAT64_SCHEMA)).isEqualTo(new SemanticType.Real(64));
            assertThat(type(Schema.STRING_SCHEMA)).isEqualTo(new SemanticType.Text());
            assertThat(type(Schema.BYTES_SCHEMA)).isEqualTo(new SemanticType.Binary());
        }

        @Test
        void theirValuesAreHandedOutUntouched() {
            assertThat(resolver.resolve("c", Schema.INT64_SCHEMA).decoder()).isSameAs(Decoder.CANONICAL);
            assertThat(resolver.resolve("c", Schema.OPTIONAL_STRING_SCHEMA).decoder())
                    .isSameAs(Decoder.CANONICAL);
            assertThat(resolver.resolve("c", Schema.BYTES_SCHEMA).decoder()).isSameAs(Decoder.CANONICAL);
        }

        @Test
        void optionalityIsNoPartOfTheMeaning() {
            assertThat(type(Schema.OPTIONAL_INT32_SCHEMA)).isEqualTo(type(Schema.INT32_SCHEMA));
        }

        @Test
        void aDecimalHasItsScaleAndThePrecisionThatIsDeclared() {
            assertThat(type(Schemas.decimal(10, 2))).isEqualTo(new SemanticType.Decimal(10, 2));
            assertThat(type(Decimal.schema(2))).as("no precision declared").isEqualTo(new SemanticType.Decimal(38, 2));
            assertThat(canonical(Schemas.decimal(10, 2), new BigDecimal("1.50")))
                    .isEqualTo(new BigDecimal("1.50"));
        }

        @Test
        void aDecimalOfAnotherScaleIsBroughtToTheDeclaredOneIfNothingIsLost() {
            assertThat(canonical(Schemas.decimal(10, 2), new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.50"));
            assertThat(canonical(Schemas.decimal(10, 2), new BigDecimal("1.5000")))
                    .isEqualTo(new BigDecimal("1.50"));
        }

        @Test
        void theNegativeScaleOfPostgresArrivesAsElevenBits() {
            Schema numeric5Minus2 = Schemas.decimal(5, 2046);

            assertThat(type(numeric5Minus2)).isEqualTo(new SemanticType.Decimal(5, -2));
            assertThat(canonical(numeric5Minus2, new BigDecimal("12300").setScale(2046)))
                    .isEqualTo(new BigDecimal(BigInteger.valueOf(123), -2));
        }

        @Test
        void nonsenseInTheParametersOfASchemaIsAsGoodAsNothing() {
            Schema decimal = SchemaBuilder.bytes()
                    .name("org.apache.kafka.connect.data.Decimal")
                    .parameter("scale", "2")
                    .parameter("connect.decimal.precision", "0")
                    .parameter("__debezium.source.column.length", "max")
                    .build();

            assertThat(type(decimal)).isEqualTo(new SemanticType.Decimal(38, 2));
        }

        @Test
        void connectsOwnDatesAndTimes() {
            java.util.Date moment = java.util.Date.from(Instant.parse("2024-02-29T13:45:30.123Z"));
            java.util.Date clock = Schemas.connectDate(49_530_123);

            assertThat(type(Date.SCHEMA)).isEqualTo(new SemanticType.Date());
            assertThat(canonical(Date.SCHEMA, java.util.Date.from(Instant.parse("2024-02-29T00:00:00Z"))))
                    .isEqualTo(19_782L);
            assertThat(type(Time.SCHEMA)).isEqualTo(new SemanticType.Time(TimeUnit.MILLIS));
            assertThat(canonical(Time.SCHEMA, clock)).isEqualTo(49_530_123L);
            assertThat(type(Timestamp.SCHEMA)).isEqualTo(new SemanticType.Instant(TimeUnit.MILLIS));
            assertThat(canonical(Timestamp.SCHEMA, moment)).isEqualTo(1_709_214_330_123L);
        }

        @Test
        void aDayBefore1970IsNotRoundedTowardsIt() {
            assertThat(canonical(Date.SCHEMA, java.util.Date.from(Instant.parse("1969-12-31T00:00:00Z"))))
                    .isEqualTo(-1L);
        }
    }

    @Nested
    class DebeziumData {

        @Test
        void namedTexts() {
            assertThat(type(Schemas.string("io.debezium.data.Json"))).isEqualTo(new SemanticType.Json());
            assertThat(type(Schemas.string("io.debezium.data.Uuid"))).isEqualTo(new SemanticType.Uuid());
            assertThat(type(Schemas.string("io.debezium.data.Enum"))).isEqualTo(new SemanticType.Enumeration());
            assertThat(type(Schemas.string("io.debezium.data.EnumSet"))).isEqualTo(new SemanticType.Text());
            assertThat(type(Schemas.string("io.debezium.data.Xml"))).isEqualTo(new SemanticType.Text());
            assertThat(type(Schemas.string("io.debezium.data.Ltree"))).isEqualTo(new SemanticType.Text());
            assertThat(type(Schemas.string("io.debezium.data.Tsvector"))).isEqualTo(new SemanticType.Text());
        }

        @Test
        void bitsReadAsSqlShowsThem() {
            byte[] littleEndian = {(byte) 0xd0, 0x01};

            assertThat(type(Schemas.bits(9))).isEqualTo(new SemanticType.Bits());
            assertThat(canonical(Schemas.bits(9), littleEndian)).isEqualTo("111010000");
            assertThat(canonical(Schemas.bits(12), littleEndian)).isEqualTo("000111010000");
            assertThat(canonical(Schemas.bits(4), new byte[0])).isEqualTo("0000");
            assertThat(canonical(Schemas.bits(Integer.MAX_VALUE), ByteBuffer.wrap(new byte[] {5})))
                    .as("of no declared length")
                    .isEqualTo("101");
        }

        @Test
        void aDecimalWithAScaleOfItsOwn() {
            Struct value = new Struct(Schemas.variableDecimal())
                    .put("scale", 4)
                    .put("value", BigInteger.valueOf(1_234_567).toByteArray());

            assertThat(type(Schemas.variableDecimal())).isEqualTo(new SemanticType.VariableDecimal());
            assertThat(canonical(Schemas.variableDecimal(), value)).isEqualTo(new BigDecimal("123.4567"));
        }

        @Test
        void aGeometryIsItsWellKnownBinary() {
            byte[] point = HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");
            Schema geometry = geometry("Geometry");

            assertThat(type(geometry)).isEqualTo(new SemanticType.Geometry(false));
            assertThat(type(geometry("Geography"))).isEqualTo(new SemanticType.Geometry(true));
            assertThat(canonical(
                            geometry, new Struct(geometry).put("wkb", point).put("srid", 4326)))
                    .isEqualTo(new GeometryValue(ByteBuffer.wrap(point), 4326));
            assertThat(canonical(geometry, new Struct(geometry).put("wkb", ByteBuffer.wrap(point))))
                    .isEqualTo(new GeometryValue(ByteBuffer.wrap(point), null));
        }

        private Schema geometry(String name) {
            return SchemaBuilder.struct()
                    .name("io.debezium.data.geometry." + name)
                    .field("wkb", Schema.BYTES_SCHEMA)
                    .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                    .build();
        }

        @Test
        void pointsCirclesAndSparseVectorsAreStructs() {
            Schema vector = SchemaBuilder.struct()
                    .name("io.debezium.data.SparseDoubleVector")
                    .field("dimensions", Schema.INT16_SCHEMA)
                    .field("vector", SchemaBuilder.map(Schema.INT16_SCHEMA, Schema.FLOAT64_SCHEMA))
                    .build();
            Struct value = new Struct(vector).put("dimensions", (short) 25).put("vector", Map.of((short) 3, 10.0));

            assertThat(type(vector))
                    .isEqualTo(new SemanticType.StructOf(List.of(
                            new SemanticType.Member("dimensions", new SemanticType.Int(16)),
                            new SemanticType.Member(
                                    "vector",
                                    new SemanticType.MapOf(new SemanticType.Int(16), new SemanticType.Real(64))))));
            assertThat((Object[]) canonical(vector, value)).containsExactly((short) 25, Map.of((short) 3, 10.0));
        }

        @Test
        void denseVectorsAreLists() {
            Schema vector = SchemaBuilder.array(Schema.FLOAT32_SCHEMA)
                    .name("io.debezium.data.FloatVector")
                    .build();

            assertThat(type(vector)).isEqualTo(new SemanticType.ListOf(new SemanticType.Real(32)));
        }

        @Test
        void aNameCountsOnlyOnTheTypeItIsDefinedFor() {
            assertThat(type(Schemas.string("io.debezium.time.Date"))).isEqualTo(new SemanticType.Text());
            assertThat(type(Schemas.int64("com.example.Money"))).isEqualTo(new SemanticType.Int(64));
        }
    }

    @Nested
    class NestedTypes {

        @Test
        void aListOfCanonicalElementsIsNotCopied() {
            List<String> texts = Arrays.asList("a", null);
            Schema schema = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build();

            assertThat(type(schema)).isEqualTo(new SemanticType.ListOf(new SemanticType.Text()));
            assertThat(canonical(schema, texts)).isSameAs(texts);
        }

        @Test
        void elementsAreMadeCanonicalAndNullsStay() {
            Schema schema = SchemaBuilder.array(Schemas.string("io.debezium.time.IsoDate"))
                    .build();

            assertThat(canonical(schema, Arrays.asList("1970-01-02Z", null))).isEqualTo(Arrays.asList(1L, null));
        }

        @Test
        void listsOfLists() {
            Schema schema = SchemaBuilder.array(SchemaBuilder.array(Schemas.string("io.debezium.time.IsoDate"))
                            .build())
                    .build();

            assertThat(canonical(schema, List.of(List.of("1970-01-02Z"), List.of())))
                    .isEqualTo(List.of(List.of(1L), List.of()));
        }

        @Test
        void mapsWithNullValues() {
            Schema hstore = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                    .build();
            Map<String, String> value = new HashMap<>();
            value.put("missing", null);

            assertThat(type(hstore))
                    .isEqualTo(new SemanticType.MapOf(new SemanticType.Text(), new SemanticType.Text()));
            assertThat(canonical(hstore, value)).isSameAs(value);
        }

        @Test
        void theValuesOfAMapAreMadeCanonical() {
            Schema schema = SchemaBuilder.map(Schema.STRING_SCHEMA, Schemas.string("io.debezium.time.IsoDate"))
                    .build();

            assertThat(canonical(schema, Map.of("k", "1970-01-02Z"))).isEqualTo(Map.of("k", 1L));
        }

        @Test
        void aStructIsTheArrayOfItsMembers() {
            Schema schema = SchemaBuilder.struct()
                    .field("id", Schema.INT32_SCHEMA)
                    .field("on", Schemas.string("io.debezium.time.IsoDate"))
                    .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                    .build();

            assertThat(type(schema))
                    .isEqualTo(new SemanticType.StructOf(List.of(
                            new SemanticType.Member("id", new SemanticType.Int(32)),
                            new SemanticType.Member("on", new SemanticType.Date()),
                            new SemanticType.Member("note", new SemanticType.Text()))));
            assertThat((Object[])
                            canonical(schema, new Struct(schema).put("id", 7).put("on", "1970-01-02Z")))
                    .containsExactly(7, 1L, null);
        }

        @Test
        void aNullInAStructIsNotReplacedByTheDefault() {
            Schema schema = SchemaBuilder.struct()
                    .field(
                            "flag",
                            SchemaBuilder.bool().optional().defaultValue(true).build())
                    .build();

            assertThat((Object[]) canonical(schema, new Struct(schema))).containsExactly((Object) null);
            assertThat((Object[]) canonical(schema, new Struct(schema).put("flag", true)))
                    .containsExactly(true);
        }
    }
}
