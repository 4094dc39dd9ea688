// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What Debezium's dates and times mean in each of its precision modes, and their canonical values. */
class DebeziumTimesTest {
    private final TypeResolver resolver = new TypeResolver(TypeRules.none(), ValuePolicies.strict());

    private SemanticType type(Schema schema) {
        return resolver.resolve("c", schema).type();
    }

    private Object canonical(Schema schema, Object raw) {
        Object value = resolver.resolve("c", schema).decoder().decode(raw);
        return Objects.requireNonNull(value);
    }

    @Nested
    class DebeziumTimes {

        @Test
        void asNumbers() {
            assertThat(type(Schemas.int32("io.debezium.time.Date"))).isEqualTo(new SemanticType.Date());
            assertThat(type(Schemas.int32("io.debezium.time.Time"))).isEqualTo(new SemanticType.Time(TimeUnit.MILLIS));
            assertThat(type(Schemas.int64("io.debezium.time.MicroTime")))
                    .isEqualTo(new SemanticType.Time(TimeUnit.MICROS));
            assertThat(type(Schemas.int64("io.debezium.time.NanoTime")))
                    .isEqualTo(new SemanticType.Time(TimeUnit.NANOS));
            assertThat(type(Schemas.int64("io.debezium.time.Timestamp")))
                    .isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.MILLIS));
            assertThat(type(Schemas.int64("io.debezium.time.MicroTimestamp")))
                    .isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.MICROS));
            assertThat(type(Schemas.int64("io.debezium.time.NanoTimestamp")))
                    .isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.NANOS));
            assertThat(type(Schemas.int64("io.debezium.time.MicroDuration")))
                    .isEqualTo(new SemanticType.Duration(TimeUnit.MICROS));
            assertThat(type(Schemas.int64("io.debezium.time.NanoDuration")))
                    .isEqualTo(new SemanticType.Duration(TimeUnit.NANOS));
            assertThat(type(Schemas.int32("io.debezium.time.Year"))).isEqualTo(new SemanticType.Int(32));
        }

        @Test
        void numbersThatFitAreHandedOutAsTheObjectsTheyAre() {
            Integer day = 19_782;
            Long micros = 1_709_214_330_123_456L;

            assertThat(canonical(Schemas.int32("io.debezium.time.Date"), day)).isSameAs(day);
            assertThat(canonical(Schemas.int64("io.debezium.time.MicroTimestamp"), micros))
                    .isSameAs(micros);
        }

        @Test
        void asIsoText() {
            assertThat(canonical(Schemas.string("io.debezium.time.IsoDate"), "2024-02-29Z"))
                    .isEqualTo(19_782L);
            assertThat(canonical(Schemas.string("io.debezium.time.IsoDate"), "-4712-01-01Z"))
                    .isEqualTo(-2_440_550L);
            assertThat(canonical(Schemas.string("io.debezium.time.IsoTime"), "13:45:30.123456Z"))
                    .isEqualTo(49_530_123_456L);
            assertThat(type(Schemas.string("io.debezium.time.IsoTimestamp")))
                    .isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.MICROS));
            assertThat(canonical(Schemas.string("io.debezium.time.IsoTimestamp"), "2024-02-29T13:45:30.123456Z"))
                    .isEqualTo(1_709_214_330_123_456L);
        }

        @Test
        void aZonedTimestampIsAPointInTimeWhateverItsOffset() {
            Schema zoned = Schemas.string("io.debezium.time.ZonedTimestamp");

            assertThat(type(zoned)).isEqualTo(new SemanticType.Instant(TimeUnit.MICROS));
            assertThat(canonical(zoned, "2024-02-29T11:45:30.123456Z")).isEqualTo(1_709_207_130_123_456L);
            assertThat(canonical(zoned, "2024-02-29T13:45:30.123456+02:00")).isEqualTo(1_709_207_130_123_456L);
            assertThat(canonical(zoned, "2024-02-29T08:15:30.123456-03:30")).isEqualTo(1_709_207_130_123_456L);
            assertThat(canonical(zoned, "1969-12-31T23:59:59.999999Z")).isEqualTo(-1L);
            assertThat(canonical(zoned, "-0043-03-15T12:00:00.000000Z")).isEqualTo(-63_517_780_800_000_000L);
            assertThat(canonical(zoned, "+20240-01-01T00:00:00Z"))
                    .isEqualTo(Instant.parse("+20240-01-01T00:00:00Z").getEpochSecond() * 1_000_000);
        }

        @Test
        void digitsBeyondTheUnitAreCutOff() {
            assertThat(canonical(Schemas.string("io.debezium.time.ZonedTimestamp"), "1970-01-01T00:00:00.1234567Z"))
                    .isEqualTo(123_456L);
            assertThat(canonical(Schemas.string("io.debezium.time.ZonedTimestamp"), "1969-12-31T23:59:59.9999999Z"))
                    .isEqualTo(-1L);
        }

        @Test
        void aZonedTimeStaysText() {
            Schema zoned = Schemas.string("io.debezium.time.ZonedTime");

            assertThat(type(zoned)).isEqualTo(new SemanticType.ZonedTime());
            assertThat(canonical(zoned, "24:00:00Z")).isEqualTo("24:00:00Z");
        }

        @Test
        void anIntervalStaysTextWithASignPerPart() {
            Schema interval = Schemas.string("io.debezium.time.Interval");

            assertThat(type(interval)).isEqualTo(new SemanticType.Interval());
            assertThat(canonical(interval, "P0Y-1M3DT-4H0M-6.5S")).isEqualTo("P0Y-1M3DT-4H0M-6.5S");
        }

        @Test
        void asStructs() {
            Schema local = Schemas.structuredTimestamp("StructuredTimestamp");
            Schema zoned = Schemas.structuredTimestamp("StructuredZonedTimestamp");
            Schema time = Schemas.structuredTime(3);

            assertThat(canonical(Schemas.structuredDate(), Schemas.date(2024, 2, 29)))
                    .isEqualTo(19_782L);
            assertThat(type(local)).isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.MICROS));
            assertThat(canonical(
                            local,
                            Schemas.dateAndTime(local, 2024, 2, 29, 13, 45, 30).put("picoseconds", 123_456_789_000L)))
                    .isEqualTo(1_709_214_330_123_456L);
            assertThat(canonical(
                            zoned,
                            Schemas.dateAndTime(zoned, 2024, 2, 29, 13, 45, 30).put("offsetSeconds", 7200)))
                    .isEqualTo(1_709_207_130_000_000L);
            assertThat(type(time))
                    .as("the column declares three digits")
                    .isEqualTo(new SemanticType.Time(TimeUnit.MILLIS));
            assertThat(canonical(
                            time,
                            new Struct(time)
                                    .put("hour", (byte) 13)
                                    .put("minute", (byte) 45)
                                    .put("second", (byte) 30)
                                    .put("picoseconds", 123_000_000_000L)))
                    .isEqualTo(49_530_123L);
        }

        @Test
        void aStructuredZonedTimeKeepsItsOffset() {
            Schema zoned = Schemas.structured("StructuredZonedTime")
                    .field("hour", Schema.OPTIONAL_INT8_SCHEMA)
                    .field("minute", Schema.OPTIONAL_INT8_SCHEMA)
                    .field("second", Schema.OPTIONAL_INT8_SCHEMA)
                    .field("picoseconds", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("offsetSeconds", Schema.OPTIONAL_INT32_SCHEMA)
                    .build();
            Struct midnight = new Struct(zoned)
                    .put("hour", (byte) 24)
                    .put("minute", (byte) 0)
                    .put("second", (byte) 0)
                    .put("offsetSeconds", -12_600);

            assertThat(type(zoned)).isEqualTo(new SemanticType.ZonedTime());
            assertThat(canonical(zoned, midnight)).isEqualTo("24:00:00-03:30");
        }

        @Test
        void aStructuredDurationIsAnIntervalInIsoText() {
            Schema duration = Schemas.structured("StructuredDuration")
                    .field("years", Schema.OPTIONAL_INT32_SCHEMA)
                    .field("months", Schema.OPTIONAL_INT32_SCHEMA)
                    .field("days", Schema.OPTIONAL_INT32_SCHEMA)
                    .field("hours", Schema.OPTIONAL_INT32_SCHEMA)
                    .field("minutes", Schema.OPTIONAL_INT32_SCHEMA)
                    .field("seconds", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("picoseconds", Schema.OPTIONAL_INT64_SCHEMA)
                    .build();
            Struct value = new Struct(duration)
                    .put("years", 1)
                    .put("months", -2)
                    .put("days", 3)
                    .put("hours", 4)
                    .put("minutes", 5)
                    .put("seconds", -6L)
                    .put("picoseconds", -789_000_000_000L);

            assertThat(type(duration)).isEqualTo(new SemanticType.Interval());
            assertThat(canonical(duration, value)).isEqualTo("P1Y-2M3DT4H5M-6.789S");
        }
    }
}
