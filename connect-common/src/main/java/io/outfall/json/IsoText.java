// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

import io.outfall.type.TimeUnit;
import java.time.LocalDate;

/** Dates and times as ISO 8601, digit by digit: what java.time's formatters write, without their objects. */
final class IsoText {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int NANO_DIGITS = 9;
    private static final int LAST_YEAR = 9_999;

    private IsoText() {}

    /** A day as {@code 2024-02-29}; with a sign beyond the years 0 to 9999. */
    static void date(long epochDay, Utf8Text out) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
            out.ascii(date.toString());
            return;
        }
        out.digits(date.getYear(), 4);
        out.ascii('-');
        out.digits(date.getMonthValue(), 2);
        out.ascii('-');
        out.digits(date.getDayOfMonth(), 2);
    }

    /** A time of day as {@code 23:59:59.5}: as many digits of the second as it has. */
    static void time(long value, TimeUnit unit, Utf8Text out) {
        long second = value / unit.perSecond();
        out.digits(second / 3600, 2);
        out.ascii(':');
        out.digits(second / 60 % 60, 2);
        out.ascii(':');
        out.digits(second % 60, 2);
        fraction(value % unit.perSecond(), unit, out);
    }

    /** Date and time as {@code 2024-02-29T23:59:59.5}. */
    static void dateTime(long value, TimeUnit unit, Utf8Text out) {
        long perDay = SECONDS_PER_DAY * unit.perSecond();
        date(Math.floorDiv(value, perDay), out);
        out.ascii('T');
        time(Math.floorMod(value, perDay), unit, out);
    }

    private static void fraction(long value, TimeUnit unit, Utf8Text out) {
        if (value == 0) {
            return;
        }
        long rest = value;
        int digits = NANO_DIGITS;
        for (long per = unit.perSecond(); per < 1_000_000_000L; per *= 10) {
            digits--;
        }
        while (rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        out.ascii('.');
        out.digits(rest, digits);
    }
}
