// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates and times as numbers: days and microseconds since 1970, and the packed fields of TIME and DATETIME. */
public final class CivilTime {

    private static final int MIN_YEAR = 1;
    private static final int MAX_YEAR = 9999;
    private static final long MICROS = 1_000_000L;
    /** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z in microseconds. */
    private static final long MIN_MICROS = -62_135_596_800_000_000L;

    private static final long MAX_MICROS = 253_402_300_799_999_999L;

    private CivilTime() {}

    /** The day so many days after 1970-01-01. */
    public static LocalDate date(long days) {
        if (days < -719_162 || days > 2_932_896) {
            throw new BadValue("Date out of range 0001-01-01 to 9999-12-31: " + days + " days");
        }
        return LocalDate.ofEpochDay(days);
    }

    /** The instant so many microseconds after 1970. */
    public static OffsetDateTime timestamp(long micros) {
        if (micros < MIN_MICROS || micros > MAX_MICROS) {
            throw new BadValue("Timestamp out of range 0001-01-01 to 9999-12-31: " + micros + " microseconds");
        }
        long seconds = Math.floorDiv(micros, MICROS);
        int nanos = (int) Math.floorMod(micros, MICROS) * 1000;
        return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC).atOffset(ZoneOffset.UTC);
    }

    /** Unpacks hour, minute, second and microsecond from 5, 6, 6 and 20 bits. */
    public static LocalTime time(long packed) {
        try {
            if (packed >>> 37 != 0) {
                throw new BadValue("Invalid TIME: " + packed + " is not hour, minute, second and microsecond packed");
            }
            return LocalTime.of((int) (packed >>> 32), bits(packed, 26, 6), bits(packed, 20, 6), micros(packed) * 1000);
        } catch (DateTimeException e) {
            throw new BadValue("Invalid TIME: " + packed + ": " + e.getMessage());
        }
    }

    /** Unpacks year, month, day from 14, 4 and 5 bits and a {@link #time} from the rest. */
    public static LocalDateTime datetime(long packed) {
        if (packed < 0) {
            throw new BadValue("Invalid DATETIME: " + packed + " is not date and time packed");
        }
        int year = (int) (packed >>> 46);
        if (year < MIN_YEAR || year > MAX_YEAR) {
            throw new BadValue("DATETIME out of range 0001-01-01 to 9999-12-31: year " + year);
        }
        try {
            LocalDate date = LocalDate.of(year, bits(packed, 42, 4), bits(packed, 37, 5));
            return LocalDateTime.of(date, time(packed & ((1L << 37) - 1)));
        } catch (DateTimeException e) {
            throw new BadValue("Invalid DATETIME: " + packed + ": " + e.getMessage());
        }
    }

    /** Refuses years outside of 0001 to 9999. */
    static void checkYear(int year, String text) {
        if (year < MIN_YEAR || year > MAX_YEAR) {
            throw new BadValue("Out of range 0001-01-01 to 9999-12-31: " + text);
        }
    }

    private static int micros(long packed) {
        int micros = bits(packed, 0, 20);
        if (micros >= MICROS) {
            throw new BadValue("Invalid microsecond " + micros);
        }
        return micros;
    }

    private static int bits(long packed, int from, int count) {
        return (int) (packed >>> from) & ((1 << count) - 1);
    }
}
