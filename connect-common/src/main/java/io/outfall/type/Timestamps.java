// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Fits timestamps of one unit, whatever form they came in, to what a column can hold. */
final class Timestamps {
    /** PostgreSQL's infinities in the milliseconds of its JDBC driver; Debezium puts them into any unit unscaled. */
    private static final long POSITIVE_INFINITY = 9_223_372_036_825_200_000L;

    private static final long NEGATIVE_INFINITY = -9_223_372_036_832_400_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final TimeUnit unit;
    private final TemporalRule.Zone zone;
    private final ValuePolicies policies;
    private final boolean text;
    private final long firstSecond;
    private final long lastSecond;
    /** Between these lie the values that need no second look. */
    private final long plainFirst;

    private final long plainLast;

    Timestamps(TimeUnit unit, TemporalRule.Zone zone, ValuePolicies policies) {
        this.unit = unit;
        this.zone = zone;
        this.policies = policies;
        this.text = policies.temporalsAsText();
        this.firstSecond = policies.years().firstDay() * SECONDS_PER_DAY;
        this.lastSecond = (policies.years().lastDay() + 1) * SECONDS_PER_DAY - 1;
        long sentinel =
                unit == TimeUnit.NANOS ? Long.MAX_VALUE : POSITIVE_INFINITY / (unit == TimeUnit.MILLIS ? 1000 : 1);
        this.plainFirst = text ? Long.MAX_VALUE : Math.max(scaled(firstSecond), -sentinel + 1);
        this.plainLast = text ? Long.MIN_VALUE : Math.min(scaled(lastSecond), sentinel - 1);
    }

    SemanticType type() {
        if (text) {
            return new SemanticType.Text();
        }
        return zone == TemporalRule.Zone.UTC ? new SemanticType.Instant(unit) : new SemanticType.LocalTimestamp(unit);
    }

    /** Units since 1970-01-01T00:00, in the object they arrived in. */
    @Nullable
    Object units(Number raw) {
        long value = raw.longValue();
        return value >= plainFirst && value <= plainLast ? raw : unusual(value);
    }

    /** A timestamp in ISO 8601. An offset is taken off where the column is a point in time, and ignored otherwise. */
    @Nullable
    Object iso(String raw) {
        if (Infinity.isNamed(raw)) {
            return infinite(Infinity.isPositive(raw));
        }
        long second;
        long nano;
        try {
            IsoReader reader = new IsoReader(raw);
            long day = reader.epochDay();
            reader.separator();
            long nanoOfDay = reader.nanoOfDay();
            int offset = reader.offset();
            reader.end();
            second = day * SECONDS_PER_DAY + Math.floorDiv(nanoOfDay, NANOS_PER_SECOND) - (isUtc() ? offset : 0);
            nano = Math.floorMod(nanoOfDay, NANOS_PER_SECOND);
        } catch (UnfitValueException e) {
            return unreadable(e, raw);
        }
        return moment(second, nano);
    }

    /** Seconds since 1970-01-01T00:00 and nanoseconds within the second. */
    @Nullable
    Object moment(long second, long nano) {
        // The sentinels as calendar dates, which is what time.precision.mode=isostring makes of them.
        if (second == POSITIVE_INFINITY / 1000 || second == NEGATIVE_INFINITY / 1000) {
            return infinite(second > 0);
        }
        if (second < firstSecond || second > lastSecond) {
            return outOfRange(second, nano);
        }
        if (text) {
            return shown(second, nano);
        }
        long value = scaled(second) + nano / (NANOS_PER_SECOND / unit.perSecond());
        return Math.floorDiv(value, unit.perSecond()) == second ? value : outOfRange(second, nano);
    }

    @Nullable
    Object infinite(boolean positive) {
        YearRange range = policies.years().finite();
        return policies.infinity()
                .settle(
                        "the timestamp is infinite",
                        () -> positive
                                ? end((range.lastDay() + 1) * SECONDS_PER_DAY - 1, true)
                                : end(range.firstDay() * SECONDS_PER_DAY, false),
                        () -> Infinity.name(positive));
    }

    /** What is written where a timestamp should be, but is none. */
    @Nullable
    Object unreadable(UnfitValueException reason, String shown) {
        return policies.outOfRange().settle(reason.reason(), reason::rethrow, () -> shown);
    }

    /** The milliseconds of the class that Connect has for its own dates and times. */
    // Its toInstant() fails for java.sql.Date, which some connectors and transforms leave.
    @SuppressWarnings("JavaUtilDate")
    static long millis(Object raw) {
        return ((java.util.Date) raw).getTime();
    }

    boolean isUtc() {
        return zone == TemporalRule.Zone.UTC;
    }

    private @Nullable Object unusual(long value) {
        if (value == Long.MAX_VALUE || isSentinel(value, POSITIVE_INFINITY)) {
            return infinite(true);
        }
        if (value == Long.MIN_VALUE || isSentinel(value, NEGATIVE_INFINITY)) {
            return infinite(false);
        }
        long second = Math.floorDiv(value, unit.perSecond());
        long nano = Math.floorMod(value, unit.perSecond()) * (NANOS_PER_SECOND / unit.perSecond());
        return moment(second, nano);
    }

    private boolean isSentinel(long value, long infinity) {
        return switch (unit) {
            case MILLIS -> value == infinity || value == infinity / 1000;
            case MICROS -> value == infinity;
            case NANOS -> false;
        };
    }

    private @Nullable Object outOfRange(long second, long nano) {
        return policies.outOfRange()
                .settle(
                        "the timestamp is beyond the years that can be held",
                        () -> second < 0 ? end(firstSecond, false) : end(lastSecond, true),
                        () -> shown(second, nano));
    }

    /** The first or the last value of a second that ends the range; the unit's own end where that lies before it. */
    private Object end(long second, boolean last) {
        long nano = last ? NANOS_PER_SECOND - 1 : 0;
        if (text) {
            return shown(second, nano);
        }
        long value = scaled(second);
        boolean saturated = value == Long.MAX_VALUE || value == Long.MIN_VALUE;
        return !last || saturated ? value : value + unit.perSecond() - 1;
    }

    private long scaled(long second) {
        long high = Math.multiplyHigh(second, unit.perSecond());
        long low = second * unit.perSecond();
        if (high != low >> 63) {
            return second < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return low;
    }

    private String shown(long second, long nano) {
        String local = LocalDateTime.ofEpochSecond(second, (int) nano, ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        return isUtc() ? local + "Z" : local;
    }
}
