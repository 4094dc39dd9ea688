// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads ISO 8601 text from left to right, as Debezium writes it: years of any length with a sign, days with an offset
 * ({@code 2024-02-29Z}), {@code 24:00:00Z}. By hand, because a {@code timestamptz} is such text in every row and
 * java.time takes ten times as long; and because java.time refuses 24:00.
 */
final class IsoReader {
    private static final int MAX_YEAR_DIGITS = 9;
    private static final int MAX_FRACTION_DIGITS = 9;

    private final String text;
    private int at;

    IsoReader(String text) {
        this.text = text;
    }

    /** The days since 1970-01-01 of the date that comes next. */
    long epochDay() {
        int sign = sign();
        int start = at;
        long year = digits(1, MAX_YEAR_DIGITS);
        if (at - start < 4) {
            throw malformed();
        }
        expect('-');
        int month = (int) digits(2, 2);
        expect('-');
        int day = (int) digits(2, 2);
        try {
            return LocalDate.of((int) (sign * year), month, day).toEpochDay();
        } catch (DateTimeException e) {
            throw new UnfitValueException("there is no such day in the calendar");
        }
    }

    /** The nanoseconds since 00:00 of the time that comes next; beyond one day, or negative, as MySQL's TIME can be. */
    long nanoOfDay() {
        int sign = sign();
        long seconds = digits(2, 3) * 3600;
        expect(':');
        seconds += digits(2, 2) * 60;
        long nanos = 0;
        if (accept(':')) {
            seconds += digits(2, 2);
            if (accept('.')) {
                nanos = fraction();
            }
        }
        return sign * (seconds * 1_000_000_000L + nanos);
    }

    /** The offset from UTC in seconds; 0 for {@code Z} and where none is written. */
    int offset() {
        if (atEnd() || accept('Z')) {
            return 0;
        }
        char first = text.charAt(at);
        if (first != '+' && first != '-') {
            throw malformed();
        }
        int sign = sign();
        long seconds = digits(2, 2) * 3600;
        for (int unit = 60; unit > 0 && !atEnd(); unit /= 60) {
            accept(':');
            seconds += digits(2, 2) * unit;
        }
        return (int) (sign * seconds);
    }

    /** Between date and time: a {@code T}, or the space of SQL. */
    void separator() {
        if (!accept('T')) {
            expect(' ');
        }
    }

    void end() {
        if (!atEnd()) {
            throw malformed();
        }
    }

    private boolean atEnd() {
        return at == text.length();
    }

    private int sign() {
        if (accept('-')) {
            return -1;
        }
        accept('+');
        return 1;
    }

    private long fraction() {
        int start = at;
        long value = digits(1, MAX_FRACTION_DIGITS);
        for (int digits = at - start; digits < MAX_FRACTION_DIGITS; digits++) {
            value *= 10;
        }
        while (!atEnd() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return value;
    }

    private long digits(int least, int most) {
        int start = at;
        long value = 0;
        while (at < text.length() && at - start < most) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        if (at - start < least) {
            throw malformed();
        }
        return value;
    }

    private boolean accept(char wanted) {
        boolean found = at < text.length() && text.charAt(at) == wanted;
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw malformed();
        }
    }

    private static UnfitValueException malformed() {
        return new UnfitValueException("the text is not in the form of ISO 8601");
    }
}
