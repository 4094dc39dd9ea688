// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of values that most targets cannot hold, by policy. */
class SpecialValuesTest {
    private static final Schema DATE = Schemas.int32("io.debezium.time.Date");
    private static final Schema ISO_DATE = Schemas.string("io.debezium.time.IsoDate");
    private static final Schema MILLIS = Schemas.int64("io.debezium.time.Timestamp");
    private static final Schema MICROS = Schemas.int64("io.debezium.time.MicroTimestamp");
    private static final Schema NANOS = Schemas.int64("io.debezium.time.NanoTimestamp");
    private static final Schema ISO_TIMESTAMP = Schemas.string("io.debezium.time.IsoTimestamp");
    private static final Schema ZONED = Schemas.string("io.debezium.time.ZonedTimestamp");
    private static final Schema MICRO_TIME = Schemas.int64("io.debezium.time.MicroTime");
    private static final Schema ISO_TIME = Schemas.string("io.debezium.time.IsoTime");

    private static final ValuePolicies STRICT = ValuePolicies.strict();
    private static final ValuePolicies NULL = ValuePolicies.all(UnfitPolicy.NULL);
    private static final ValuePolicies CLAMP = ValuePolicies.all(UnfitPolicy.CLAMP);
    private static final ValuePolicies TEXT = ValuePolicies.all(UnfitPolicy.TEXT);

    private static @Nullable Object decode(ValuePolicies policies, Schema schema, Object raw) {
        return new TypeResolver(TypeRules.none(), policies)
                .resolve("c", schema)
                .decoder()
                .decode(raw);
    }

    private static SemanticType type(ValuePolicies policies, Schema schema) {
        return new TypeResolver(TypeRules.none(), policies).resolve("c", schema).type();
    }

    @Nested
    class InfiniteDates {

        @ParameterizedTest
        @ValueSource(ints = {2_146_033_979, -2_147_472_692, -2_147_472_691})
        void failWithoutSayingTheValue(int sentinel) {
            assertThatThrownBy(() -> decode(STRICT, DATE, sentinel))
                    .isInstanceOf(UnfitValueException.class)
                    .hasMessage("the date is infinite");
        }

        @Test
        void asTextOrNullOrTheEndsOfTheYearsThatSqlHas() {
            assertThat(decode(NULL, DATE, 2_146_033_979)).isNull();
            assertThat(decode(TEXT, DATE, 2_146_033_979)).isEqualTo("infinity");
            assertThat(decode(TEXT, DATE, -2_147_472_691)).isEqualTo("-infinity");
            assertThat(decode(CLAMP, DATE, 2_146_033_979))
                    .isEqualTo(LocalDate.of(9999, 12, 31).toEpochDay());
            assertThat(decode(CLAMP, DATE, -2_147_472_691))
                    .isEqualTo(LocalDate.of(1, 1, 1).toEpochDay());
        }

        @Test
        void areTheSameInEveryForm() {
            Struct structured = new Struct(Schemas.structuredDate()).put("specialValue", "NEGATIVE_INFINITY");

            assertThat(decode(TEXT, ISO_DATE, "+5877611-06-21Z")).isEqualTo("infinity");
            assertThat(decode(TEXT, ISO_DATE, "-5877611-06-22Z")).isEqualTo("-infinity");
            assertThat(decode(TEXT, ISO_DATE, "infinity")).isEqualTo("infinity");
            assertThat(decode(TEXT, Schemas.structuredDate(), structured)).isEqualTo("-infinity");
            assertThat(decode(TEXT, Date.SCHEMA, Schemas.connectDate(2_146_033_979L * 86_400_000)))
                    .isEqualTo("infinity");
        }
    }

    @Nested
    class InfiniteTimestamps {

        @ParameterizedTest
        @CsvSource({
            "io.debezium.time.Timestamp, 9223372036825200000, infinity",
            "io.debezium.time.Timestamp, 9223372036825200, infinity",
            "io.debezium.time.Timestamp, 9223372036854775807, infinity",
            "io.debezium.time.Timestamp, -9223372036832400000, -infinity",
            "io.debezium.time.Timestamp, -9223372036832400, -infinity",
            "io.debezium.time.MicroTimestamp, 9223372036825200000, infinity",
            "io.debezium.time.MicroTimestamp, 9223372036854775807, infinity",
            "io.debezium.time.MicroTimestamp, -9223372036832400000, -infinity",
            "io.debezium.time.MicroTimestamp, -9223372036854775808, -infinity",
            "io.debezium.time.NanoTimestamp, 9223372036854775807, infinity",
            "io.debezium.time.NanoTimestamp, -9223372036854775808, -infinity",
        })
        void comeAsTheseNumbers(String name, long sentinel, String meaning) {
            assertThat(decode(TEXT, Schemas.int64(name), sentinel)).isEqualTo(meaning);
            assertThat(decode(NULL, Schemas.int64(name), sentinel)).isNull();
            assertThatThrownBy(() -> decode(STRICT, Schemas.int64(name), sentinel))
                    .hasMessage("the timestamp is infinite");
        }

        @Test
        void comeInTheseOtherForms() {
            Schema structured = Schemas.structuredTimestamp("StructuredZonedTimestamp");

            assertThat(decode(TEXT, ZONED, "infinity")).isEqualTo("infinity");
            assertThat(decode(TEXT, ZONED, "-infinity")).isEqualTo("-infinity");
            assertThat(decode(TEXT, ISO_TIMESTAMP, "+292278994-08-16T23:00:00Z"))
                    .isEqualTo("infinity");
            assertThat(decode(TEXT, ISO_TIMESTAMP, "-292275055-05-16T23:00:00Z"))
                    .isEqualTo("-infinity");
            assertThat(decode(TEXT, structured, new Struct(structured).put("specialValue", "POSITIVE_INFINITY")))
                    .isEqualTo("infinity");
            assertThat(decode(TEXT, Timestamp.SCHEMA, Schemas.connectDate(9_223_372_036_825_200_000L)))
                    .isEqualTo("infinity");
        }

        @Test
        void areClampedToTheLastMomentTheirUnitCanTell() {
            assertThat(decode(CLAMP, MICROS, Long.MAX_VALUE)).isEqualTo(253_402_300_799_999_999L);
            assertThat(decode(CLAMP, MILLIS, Long.MAX_VALUE)).isEqualTo(253_402_300_799_999L);
            assertThat(decode(CLAMP, MICROS, Long.MIN_VALUE)).isEqualTo(-62_135_596_800_000_000L);
            assertThat(decode(CLAMP, NANOS, Long.MAX_VALUE))
                    .as("nanoseconds end in 2262")
                    .isEqualTo(Long.MAX_VALUE);
        }
    }

    @Nested
    class YearsThatTheTargetHasNot {
        private final long year20240 = Instant.parse("+20240-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

        @Test
        void areNoMatterWhereNothingLimitsThem() {
            assertThat(decode(STRICT, MICROS, year20240)).isEqualTo(year20240);
            assertThat(decode(STRICT, DATE, 2_145_042_905)).isEqualTo(2_145_042_905);
        }

        @Test
        void fallUnderTheirPolicy() {
            assertThatThrownBy(() -> decode(STRICT.withYears(YearRange.SQL), MICROS, year20240))
                    .hasMessage("the timestamp is beyond the years that can be held");
            assertThatThrownBy(() -> decode(STRICT.withYears(YearRange.SQL), DATE, 2_145_042_905))
                    .hasMessage("the date is beyond the years that can be held");
            assertThat(decode(NULL.withYears(YearRange.SQL), MICROS, year20240)).isNull();
            assertThat(decode(CLAMP.withYears(YearRange.SQL), MICROS, year20240))
                    .isEqualTo(253_402_300_799_999_999L);
            assertThat(decode(CLAMP.withYears(YearRange.SQL), DATE, -2_440_550))
                    .isEqualTo(LocalDate.of(1, 1, 1).toEpochDay());
            assertThat(decode(TEXT.withYears(YearRange.SQL), ZONED, "-0043-03-15T12:00:00.000000Z"))
                    .isEqualTo("-0043-03-15T12:00:00Z");
        }

        @Test
        void theFirstAndTheLastMomentOfTheRangeFit() {
            ValuePolicies sql = STRICT.withYears(YearRange.SQL);

            assertThat(decode(sql, MICROS, 253_402_300_799_999_999L)).isEqualTo(253_402_300_799_999_999L);
            assertThat(decode(sql, MICROS, -62_135_596_800_000_000L)).isEqualTo(-62_135_596_800_000_000L);
            assertThat(decode(sql, DATE, 2_932_896)).isEqualTo(2_932_896);
            assertThatThrownBy(() -> decode(sql, MICROS, 253_402_300_800_000_000L))
                    .isInstanceOf(UnfitValueException.class);
            assertThatThrownBy(() -> decode(sql, MICROS, -62_135_596_800_000_001L))
                    .isInstanceOf(UnfitValueException.class);
        }

        @Test
        void textBeyondWhatTheUnitCanCountIsOutOfRange() {
            assertThatThrownBy(() -> decode(STRICT, ISO_TIMESTAMP, "+999999999-01-01T00:00:00Z"))
                    .hasMessage("the timestamp is beyond the years that can be held");
            assertThat(decode(CLAMP, ISO_TIMESTAMP, "+999999999-01-01T00:00:00Z"))
                    .isEqualTo(Long.MAX_VALUE);
        }
    }

    @Nested
    class DaysThatDoNotExist {

        @Test
        void haveNoNeighbourToBeClampedTo() {
            assertThatThrownBy(() -> decode(STRICT, ISO_DATE, "2023-02-29"))
                    .hasMessage("there is no such day in the calendar");
            assertThatThrownBy(() -> decode(CLAMP, Schemas.structuredDate(), Schemas.date(0, 0, 0)))
                    .hasMessage("there is no such day in the calendar");
        }

        @Test
        void canBeNullOrTheTextThatTheyAre() {
            Schema structured = Schemas.structuredTimestamp("StructuredTimestamp");

            assertThat(decode(NULL, Schemas.structuredDate(), Schemas.date(0, 0, 0)))
                    .isNull();
            assertThat(decode(TEXT, Schemas.structuredDate(), Schemas.date(0, 0, 0)))
                    .isEqualTo("0000-00-00");
            assertThat(decode(TEXT, structured, Schemas.dateAndTime(structured, 2024, 0, 0, 1, 2, 3)))
                    .isEqualTo("2024-00-00T01:02:03");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2024-02-29T", "2024-02-29T10", "24-02-29T10:00:00Z", "2024-02-29T10:00:00X"})
    void textThatIsNoTimestampIsRejectedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> decode(STRICT, ZONED, text)).hasMessage("the text is not in the form of ISO 8601");
    }

    @Nested
    class TimesOutsideTheDay {

        @Test
        void midnightAtTheEndOfTheDay() {
            assertThatThrownBy(() -> decode(STRICT, MICRO_TIME, 86_400_000_000L))
                    .hasMessage("the time is not within one day");
            assertThat(decode(NULL, MICRO_TIME, 86_400_000_000L)).isNull();
            assertThat(decode(CLAMP, MICRO_TIME, 86_400_000_000L)).isEqualTo(86_399_999_999L);
            assertThat(decode(TEXT, MICRO_TIME, 86_400_000_000L)).isEqualTo("24:00:00");
            assertThat(decode(TEXT, ISO_TIME, "24:00:00Z")).isEqualTo("24:00:00");
        }

        @Test
        void mysqlTimesThatAreDurations() {
            assertThat(decode(TEXT, MICRO_TIME, -3_020_399_000_000L)).isEqualTo("-838:59:59");
            assertThat(decode(TEXT, MICRO_TIME, 3_020_399_500_000L)).isEqualTo("838:59:59.5");
            assertThat(decode(CLAMP, MICRO_TIME, -1L)).isEqualTo(0L);
            assertThatThrownBy(() -> decode(STRICT, MICRO_TIME, -1L)).isInstanceOf(UnfitValueException.class);
        }

        @Test
        void asTextAllTimesOfTheColumnAreText() {
            assertThat(type(TEXT, MICRO_TIME)).isEqualTo(new SemanticType.Text());
            assertThat(decode(TEXT, MICRO_TIME, 49_530_123_456L)).isEqualTo("13:45:30.123456");
            assertThat(decode(TEXT, MICRO_TIME, 0L)).isEqualTo("00:00:00");
        }
    }

    @Nested
    class TemporalColumnsAsText {

        @Test
        void haveIsoTextForEveryValue() {
            assertThat(type(TEXT, DATE)).isEqualTo(new SemanticType.Text());
            assertThat(type(TEXT, MICROS)).isEqualTo(new SemanticType.Text());
            assertThat(decode(TEXT, DATE, 19_782)).isEqualTo("2024-02-29");
            assertThat(decode(TEXT, MICROS, 1_709_214_330_123_456L)).isEqualTo("2024-02-29T13:45:30.123456");
            assertThat(decode(TEXT, MILLIS, 0L)).isEqualTo("1970-01-01T00:00:00");
            assertThat(decode(TEXT, ZONED, "2024-02-29T13:45:30.123456+02:00"))
                    .as("a point in time ends in Z")
                    .isEqualTo("2024-02-29T11:45:30.123456Z");
        }
    }

    @Nested
    class DecimalsWithTooManyDigits {
        private final Schema decimal = Schemas.decimal(4, 2);

        @Test
        void fallUnderTheirPolicy() {
            assertThatThrownBy(() -> decode(STRICT, decimal, new BigDecimal("100.00")))
                    .hasMessage("the decimal has more digits than decimal(4,2)");
            assertThatThrownBy(() -> decode(STRICT, decimal, new BigDecimal("0.001")))
                    .hasMessage("the decimal has more digits than decimal(4,2)");
            assertThat(decode(NULL, decimal, new BigDecimal("100.00"))).isNull();
            assertThat(decode(TEXT, decimal, new BigDecimal("100.00"))).isEqualTo("100.00");
        }

        @Test
        void areClampedByRoundingAndThenToTheLargest() {
            assertThat(decode(CLAMP, decimal, new BigDecimal("1.005"))).isEqualTo(new BigDecimal("1.00"));
            assertThat(decode(CLAMP, decimal, new BigDecimal("1.015"))).isEqualTo(new BigDecimal("1.02"));
            assertThat(decode(CLAMP, decimal, new BigDecimal("99.999"))).isEqualTo(new BigDecimal("99.99"));
            assertThat(decode(CLAMP, decimal, new BigDecimal("-1e30"))).isEqualTo(new BigDecimal("-99.99"));
        }

        @Test
        void alsoWhereTheScaleIsTheValuesOwnAndTheTargetWantsAFixedOne() {
            TypeRules rules = new TypeRules(
                    List.of(), Optional.of(new SemanticType.Decimal(38, 9)), TemporalRule.Zone.UTC, TimeUnit.MICROS);
            Resolved numeric = new TypeResolver(rules, STRICT).resolve("c", Schemas.variableDecimal());
            Struct fits = new Struct(Schemas.variableDecimal())
                    .put("scale", 1)
                    .put("value", BigInteger.valueOf(15).toByteArray());
            Struct tooFine =
                    new Struct(Schemas.variableDecimal()).put("scale", 20).put("value", BigInteger.ONE.toByteArray());

            assertThat(numeric.type()).isEqualTo(new SemanticType.Decimal(38, 9));
            assertThat(numeric.decoder().decode(fits)).isEqualTo(new BigDecimal("1.500000000"));
            assertThatThrownBy(() -> numeric.decoder().decode(tooFine))
                    .hasMessage("the decimal has more digits than decimal(38,9)");
        }
    }

    @Nested
    class DecimalsThatAreNoNumbers {
        /** {@code decimal.handling.mode=string} with {@code column.propagate.source.type}. */
        private final Schema digits = SchemaBuilder.string()
                .parameter("__debezium.source.column.type", "NUMERIC")
                .parameter("__debezium.source.column.length", "10")
                .parameter("__debezium.source.column.scale", "2")
                .build();

        @ParameterizedTest
        @CsvSource({"NAN, NaN", "POSITIVE_INFINITY, Infinity", "NEGATIVE_INFINITY, -Infinity", "NaN, NaN"})
        void fallUnderTheirPolicy(String raw, String shown) {
            assertThatThrownBy(() -> decode(STRICT, digits, raw)).hasMessage("the decimal is " + shown);
            assertThat(decode(NULL, digits, raw)).isNull();
            assertThat(decode(TEXT, digits, raw)).isEqualTo(shown);
        }

        @Test
        void thereIsNoNumberNextToThem() {
            assertThatThrownBy(() -> new ValuePolicies(
                            UnfitPolicy.FAIL,
                            UnfitPolicy.FAIL,
                            UnfitPolicy.FAIL,
                            UnfitPolicy.FAIL,
                            UnfitPolicy.CLAMP,
                            YearRange.ANY))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void theOthersOfTheColumnAreDecimals() {
            assertThat(type(STRICT, digits)).isEqualTo(new SemanticType.Decimal(10, 2));
            assertThat(decode(STRICT, digits, "1234.56")).isEqualTo(new BigDecimal("1234.56"));
        }
    }
}
