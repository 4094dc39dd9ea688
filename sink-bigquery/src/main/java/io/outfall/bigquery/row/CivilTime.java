// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.Nanoseconds;
import io.outfall.type.TimeUnit;
import io.outfall.type.UnfitValueException;

/**
 * Dates and times as the Storage Write API takes them ("Supported protocol buffer and Arrow data types"): days and
 * microseconds since 1970 as numbers, DATETIME and TIME as fields of bits, from the least: 20 of microseconds, 6 of
 * seconds, 6 of minutes, 5 of hours, 5 of the day, 4 of the month, 14 of the year.
 */
final class CivilTime {
    static final long MICROS_PER_DAY = 86_400_000_000L;

    /** 0001-01-01 and 9999-12-31. */
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int MICRO_BITS = 20;
    private static final int CLOCK_BITS = 6;
    private static final int CLOCK_WIDTH = MICRO_BITS + 2 * CLOCK_BITS + 5;
    private static final int MONTH_SHIFT = CLOCK_WIDTH + 5;
    private static final int YEAR_SHIFT = MONTH_SHIFT + 4;

    private CivilTime() {}

    /** A day of BigQuery's years. */
    static long day(long epochDay) {
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            throw new UnfitValueException("the year is none of 1 to 9999");
        }
        return epochDay;
    }

    /** A moment of BigQuery's years, in microseconds since 1970-01-01T00:00. */
    static long micros(long value, TimeUnit unit, Nanoseconds nanoseconds) {
        long perDay = MICROS_PER_DAY / MICROS_PER_SECOND * unit.perSecond();
        day(Math.floorDiv(value, perDay));
        return toMicros(value, unit, nanoseconds);
    }

    /** A time of day, in microseconds since 00:00. */
    static long microsOfDay(long value, TimeUnit unit, Nanoseconds nanoseconds) {
        long micros = toMicros(value, unit, nanoseconds);
        if (micros < 0 || micros >= MICROS_PER_DAY) {
            throw new UnfitValueException("the time is not within one day");
        }
        return micros;
    }

    /** A TIME of the microseconds since 00:00. */
    static long time(long microsOfDay) {
        long second = microsOfDay / MICROS_PER_SECOND;
        long hour = second / 3600;
        long clock = (hour << (2 * CLOCK_BITS)) | ((second / 60 % 60) << CLOCK_BITS) | (second % 60);
        return (clock << MICRO_BITS) | (microsOfDay % MICROS_PER_SECOND);
    }

    /** A DATETIME of the microseconds since 1970-01-01T00:00. */
    static long dateTime(long micros) {
        return date(Math.floorDiv(micros, MICROS_PER_DAY)) | time(Math.floorMod(micros, MICROS_PER_DAY));
    }

    /**
     * The bits of the date of a DATETIME. Years are counted from March, so that a leap day is the last of its year, in
     * cycles of 400 years from 0000-03-01.
     */
    private static long date(long epochDay) {
        long day = epochDay + 719_468;
        long cycle = Math.floorDiv(day, 146_097L);
        long dayOfCycle = day - cycle * 146_097;
        long yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        long dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
        return (year << YEAR_SHIFT) | (month << MONTH_SHIFT) | (dayOfMonth << CLOCK_WIDTH);
    }

    private static long toMicros(long value, TimeUnit unit, Nanoseconds nanoseconds) {
        if (unit != TimeUnit.NANOS) {
            return value * (MICROS_PER_SECOND / unit.perSecond());
        }
        if (nanoseconds == Nanoseconds.FAIL && value % NANOS_PER_MICRO != 0) {
            throw new UnfitValueException("the time has digits beyond microseconds");
        }
        return Math.floorDiv(value, NANOS_PER_MICRO);
    }
}
