// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.Nanoseconds;
import io.outfall.type.TimeUnit;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as BigQuery writes them: {@code [-]years-months [-]days [-]hours:minutes:seconds[.fraction]}, each of
 * the three with a sign of its own.
 *
 * @param months including years
 * @param days including weeks
 * @param micros including hours
 */
record IntervalText(long months, long days, long micros) {
    private static final String NUMBER = "([+-]?\\d{1,18})";
    private static final Pattern ISO = Pattern.compile("(-?)P(?:" + NUMBER + "Y)?(?:" + NUMBER + "M)?(?:" + NUMBER
            + "W)?(?:" + NUMBER + "D)?(?:T(?:" + NUMBER + "H)?(?:" + NUMBER
            + "M)?(?:([+-]?\\d{1,18}(?:\\.\\d{0,18})?)S)?)?");
    /** 10000 years in each unit. */
    private static final long MAX_MONTHS = 120_000;

    private static final long MAX_DAYS = 3_660_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;
    private static final long MAX_MICROS = 87_840_000 * MICROS_PER_HOUR;

    IntervalText {
        if (Math.abs(months) > MAX_MONTHS || Math.abs(days) > MAX_DAYS || Math.abs(micros) > MAX_MICROS) {
            throw tooLong();
        }
    }

    /** A length in one unit. */
    static IntervalText of(long value, TimeUnit unit, Nanoseconds nanoseconds) {
        long perSecond = unit.perSecond();
        BigDecimal seconds = BigDecimal.valueOf(value).divide(BigDecimal.valueOf(perSecond));
        return new IntervalText(0, 0, micros(0, 0, seconds, nanoseconds));
    }

    /** ISO 8601 with a sign per part, such as {@code P1Y-2M3DT-4H5M6.5S}. */
    static IntervalText ofIso(String text, Nanoseconds nanoseconds) {
        Matcher iso = ISO.matcher(text);
        if (!iso.matches() || text.endsWith("P") || text.endsWith("T")) {
            throw new UnfitValueException("the text is no interval of ISO 8601");
        }
        try {
            long sign = iso.group(1).isEmpty() ? 1 : -1;
            String seconds = iso.group(8);
            return new IntervalText(
                    sign * Math.addExact(Math.multiplyExact(12, part(iso, 2)), part(iso, 3)),
                    sign * Math.addExact(Math.multiplyExact(7, part(iso, 4)), part(iso, 5)),
                    sign
                            * micros(
                                    part(iso, 6),
                                    part(iso, 7),
                                    seconds == null ? BigDecimal.ZERO : new BigDecimal(seconds),
                                    nanoseconds));
        } catch (ArithmeticException e) {
            throw tooLong();
        }
    }

    private static UnfitValueException tooLong() {
        return new UnfitValueException("the interval is longer than BigQuery's 10000 years");
    }

    private static long part(Matcher iso, int group) {
        String digits = iso.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long micros(long hours, long minutes, BigDecimal seconds, Nanoseconds nanoseconds) {
        BigDecimal exact = BigDecimal.valueOf(hours)
                .multiply(BigDecimal.valueOf(MICROS_PER_HOUR))
                .add(BigDecimal.valueOf(minutes).multiply(BigDecimal.valueOf(60 * MICROS_PER_SECOND)))
                .add(seconds.multiply(BigDecimal.valueOf(MICROS_PER_SECOND)));
        BigDecimal cut = exact.setScale(0, RoundingMode.DOWN);
        if (nanoseconds == Nanoseconds.FAIL && cut.compareTo(exact) != 0) {
            throw new UnfitValueException("the interval has digits beyond microseconds");
        }
        if (cut.abs().compareTo(BigDecimal.valueOf(MAX_MICROS)) > 0) {
            throw tooLong();
        }
        return cut.longValue();
    }

    @Override
    public String toString() {
        long size = Math.abs(micros);
        long fraction = size % MICROS_PER_SECOND;
        StringBuilder text = new StringBuilder();
        text.append(months < 0 ? "-" : "")
                .append(Math.abs(months) / 12)
                .append('-')
                .append(Math.abs(months) % 12);
        text.append(' ').append(days).append(' ').append(micros < 0 ? "-" : "");
        text.append(size / MICROS_PER_HOUR).append(':').append(size / (60 * MICROS_PER_SECOND) % 60);
        text.append(':').append(size / MICROS_PER_SECOND % 60);
        if (fraction > 0) {
            text.append('.').append(Long.toString(MICROS_PER_SECOND + fraction).substring(1));
        }
        return text.toString();
    }
}
