// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structs of {@code time.precision.mode=structured}, in which each part of a date or time is a field of its
 * own ({@code io.debezium.time.Structured*}). Parts that the schema has not are 0.
 */
final class StructuredParts {
    private static final String PRECISION = "io.debezium.time.precision";

    private final Schema schema;

    StructuredParts(Schema schema) {
        this.schema = schema;
    }

    /** The unit that holds the fraction digits which the column declares, or else {@code undeclared}. */
    TimeUnit unit(TimeUnit undeclared) {
        Integer precision = Parameters.number(schema, PRECISION);
        if (precision == null) {
            return undeclared;
        }
        if (precision <= 3) {
            return TimeUnit.MILLIS;
        }
        return precision <= 6 ? TimeUnit.MICROS : TimeUnit.NANOS;
    }

    Decoder date(Dates dates) {
        Part special = part("specialValue");
        Part year = part("year");
        Part month = part("month");
        Part day = part("day");
        return raw -> {
            Struct struct = (Struct) raw;
            String infinity = special.text(struct);
            if (infinity != null) {
                return dates.infinite(isPositive(infinity));
            }
            try {
                return dates.days(epochDay(year.number(struct), month.number(struct), day.number(struct)));
            } catch (DateTimeException e) {
                return dates.unreadable(
                        noSuchDay(), shown(year.number(struct), month.number(struct), day.number(struct)));
            }
        };
    }

    Decoder time(Times times) {
        Part clock = clock();
        Part nanos = nanos();
        return raw -> times.nanos(clock.number((Struct) raw) * 1_000_000_000L + nanos.number((Struct) raw));
    }

    /** ISO 8601 text: only text can hold an offset, and PostgreSQL's 24:00. */
    Decoder zonedTime() {
        Part clock = clock();
        Part nanos = nanos();
        Part offset = part("offsetSeconds");
        return raw -> Clock.shown(clock.number((Struct) raw), nanos.number((Struct) raw))
                + Clock.offset((int) offset.number((Struct) raw));
    }

    Decoder timestamp(Timestamps timestamps) {
        Part special = part("specialValue");
        Part year = part("year");
        Part month = part("month");
        Part day = part("day");
        Part clock = clock();
        Part nanos = nanos();
        Part offset = timestamps.isUtc() ? part("offsetSeconds") : Part.MISSING;
        return raw -> {
            Struct struct = (Struct) raw;
            String infinity = special.text(struct);
            if (infinity != null) {
                return timestamps.infinite(isPositive(infinity));
            }
            try {
                long epochDay = epochDay(year.number(struct), month.number(struct), day.number(struct));
                long second = epochDay * 86_400L + clock.number(struct) - offset.number(struct);
                return timestamps.moment(second, nanos.number(struct));
            } catch (DateTimeException e) {
                String date = shown(year.number(struct), month.number(struct), day.number(struct));
                String time = Clock.shown(clock.number(struct), nanos.number(struct));
                return timestamps.unreadable(noSuchDay(), date + "T" + time);
            }
        };
    }

    /** ISO 8601 text with a sign per part, as {@code io.debezium.time.Interval} has it. */
    Decoder duration() {
        Part years = part("years");
        Part months = part("months");
        Part days = part("days");
        Part hours = part("hours");
        Part minutes = part("minutes");
        Part seconds = part("seconds");
        Part nanos = nanos();
        return raw -> {
            Struct struct = (Struct) raw;
            return "P" + years.number(struct) + "Y" + months.number(struct) + "M" + days.number(struct) + "DT"
                    + hours.number(struct) + "H" + minutes.number(struct) + "M"
                    + seconds(seconds.number(struct), nanos.number(struct)) + "S";
        };
    }

    private static String seconds(long seconds, long nanos) {
        boolean negative = seconds < 0 || nanos < 0;
        return (negative ? "-" : "") + Math.abs(seconds) + Clock.fraction(Math.abs(nanos));
    }

    private static long epochDay(long year, long month, long day) {
        return LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
    }

    private static UnfitValueException noSuchDay() {
        return new UnfitValueException("there is no such day in the calendar");
    }

    private static String shown(long year, long month, long day) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }

    private static boolean isPositive(String specialValue) {
        return specialValue.equals("POSITIVE_INFINITY");
    }

    /** The seconds of the hour, minute and second fields. */
    private Part clock() {
        Part hour = part("hour");
        Part minute = part("minute");
        Part second = part("second");
        return struct -> (hour.number(struct) * 60 + minute.number(struct)) * 60 + second.number(struct);
    }

    /** The fraction of a second: picoseconds, or the nanoseconds of the first versions. */
    private Part nanos() {
        if (schema.field("picoseconds") == null) {
            return part("nanos");
        }
        Part picoseconds = part("picoseconds");
        return struct -> picoseconds.number(struct) / 1_000;
    }

    private Part part(String name) {
        Field field = schema.field(name);
        return field == null ? Part.MISSING : new StructField(field)::read;
    }

    /** One part of a date or time. */
    @FunctionalInterface
    private interface Part {
        Part MISSING = struct -> null;

        @Nullable
        Object read(Struct struct);

        default long number(Struct struct) {
            return read(struct) instanceof Number number ? number.longValue() : 0;
        }

        default @Nullable String text(Struct struct) {
            return (String) read(struct);
        }
    }
}
