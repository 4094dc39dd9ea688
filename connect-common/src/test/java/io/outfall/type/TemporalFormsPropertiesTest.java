// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** The same moment, day or number has the same canonical value in whatever physical form it comes. */
class TemporalFormsPropertiesTest {
    private static final long DAYS_TO_9999 = 2_932_896;
    private static final long DAYS_FROM_1 = -719_162;
    private static final long MICROS_TO_9999 = 253_402_300_799_999_999L;
    private static final long MICROS_FROM_1 = -62_135_596_800_000_000L;

    private final TypeResolver resolver = new TypeResolver(TypeRules.none(), ValuePolicies.strict());

    private long decode(Schema schema, Object raw) {
        Object canonical = resolver.resolve("c", schema).decoder().decode(raw);
        return ((Number) Objects.requireNonNull(canonical)).longValue();
    }

    @Property
    void aDay(@ForAll @LongRange(min = DAYS_FROM_1, max = DAYS_TO_9999) long day) {
        LocalDate date = LocalDate.ofEpochDay(day);

        assertThat(decode(Schemas.int32("io.debezium.time.Date"), (int) day)).isEqualTo(day);
        assertThat(decode(Date.SCHEMA, Schemas.connectDate(day * 86_400_000))).isEqualTo(day);
        assertThat(decode(Schemas.string("io.debezium.time.IsoDate"), date + "Z"))
                .isEqualTo(day);
        assertThat(decode(
                        Schemas.structuredDate(),
                        Schemas.date(date.getYear(), date.getMonthValue(), date.getDayOfMonth())))
                .isEqualTo(day);
    }

    @Property
    void aTimeOfDay(@ForAll @LongRange(min = 0, max = 86_399_999_999L) long micros) {
        LocalTime time = LocalTime.ofNanoOfDay(micros * 1_000);
        Struct structured = new Struct(Schemas.structuredTime(6))
                .put("hour", (byte) time.getHour())
                .put("minute", (byte) time.getMinute())
                .put("second", (byte) time.getSecond())
                .put("picoseconds", time.getNano() * 1_000L);

        assertThat(decode(Schemas.int64("io.debezium.time.MicroTime"), micros)).isEqualTo(micros);
        assertThat(decode(Schemas.int64("io.debezium.time.NanoTime"), micros * 1_000))
                .isEqualTo(micros * 1_000);
        assertThat(decode(
                        Schemas.string("io.debezium.time.IsoTime"),
                        DateTimeFormatter.ISO_LOCAL_TIME.format(time) + "Z"))
                .isEqualTo(micros);
        assertThat(decode(Schemas.structuredTime(6), structured)).isEqualTo(micros);
    }

    @Property
    void aWallClock(@ForAll @LongRange(min = MICROS_FROM_1, max = MICROS_TO_9999) long micros) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1_000, ZoneOffset.UTC);
        Schema structured = Schemas.structuredTimestamp("StructuredTimestamp");
        Struct parts = Schemas.dateAndTime(
                        structured,
                        local.getYear(),
                        local.getMonthValue(),
                        local.getDayOfMonth(),
                        local.getHour(),
                        local.getMinute(),
                        local.getSecond())
                .put("picoseconds", local.getNano() * 1_000L);

        assertThat(decode(Schemas.int64("io.debezium.time.MicroTimestamp"), micros))
                .isEqualTo(micros);
        assertThat(decode(
                        Schemas.string("io.debezium.time.IsoTimestamp"),
                        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local) + "Z"))
                .isEqualTo(micros);
        assertThat(decode(structured, parts)).isEqualTo(micros);
        assertThat(decode(Timestamp.SCHEMA, Schemas.connectDate(Math.floorDiv(micros, 1_000L))))
                .as("to the millisecond")
                .isEqualTo(Math.floorDiv(micros, 1_000L));
    }

    @Property
    void aPointInTimeAtAnyOffset(
            @ForAll @LongRange(min = MICROS_FROM_1, max = MICROS_TO_9999) long micros,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);

        assertThat(decode(
                        Schemas.string("io.debezium.time.ZonedTimestamp"),
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(offset))))
                .isEqualTo(micros);
    }

    @Property
    void anyYearReadsAsJavaReadsIt(@ForAll("years") int year, @ForAll @IntRange(min = 1, max = 365) int day) {
        LocalDate date = LocalDate.ofYearDay(year, day);

        assertThat(decode(Schemas.string("io.debezium.time.IsoDate"), date.toString()))
                .isEqualTo(date.toEpochDay());
    }

    @Provide
    Arbitrary<Integer> years() {
        // PostgreSQL's dates: 4713 BC to 5874897, with the infinities beyond.
        return Arbitraries.integers().between(-4712, 5_874_897);
    }

    @Property
    void aDecimal(@ForAll @BigRange(min = "-99999999.99", max = "99999999.99") BigDecimal number) {
        BigDecimal cents = number.setScale(2, RoundingMode.HALF_EVEN);
        byte[] digits = cents.unscaledValue().toByteArray();
        Struct variable = new Struct(Schemas.variableDecimal()).put("scale", 2).put("value", ByteBuffer.wrap(digits));

        assertThat(resolver.resolve("c", Schemas.decimal(10, 2)).decoder().decode(cents))
                .isEqualTo(cents);
        assertThat(resolver.resolve("c", Schemas.variableDecimal()).decoder().decode(variable))
                .isEqualTo(cents);
    }

    @Property
    void bits(@ForAll @LongRange(min = 0) long value, @ForAll @IntRange(min = 64, max = 80) int length) {
        byte[] bigEndian = BigInteger.valueOf(value).toByteArray();
        byte[] littleEndian = new byte[bigEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
        }
        String digits = Long.toBinaryString(value);

        assertThat(resolver.resolve("c", Schemas.bits(length)).decoder().decode(littleEndian))
                .isEqualTo("0".repeat(length - digits.length()) + digits);
    }
}
