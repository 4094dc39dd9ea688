// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Fits days, whatever form they came in, to what a column of dates can hold. */
final class Dates {
    /** How PostgreSQL's infinite dates arrive as epoch days; the overflown one came from older connectors. */
    private static final long POSITIVE_INFINITY = 2_146_033_979L;

    private static final long POSITIVE_INFINITY_OVERFLOWN = -2_147_472_692L;
    private static final long NEGATIVE_INFINITY = -2_147_472_691L;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private final ValuePolicies policies;
    private final boolean text;
    private final long first;
    private final long last;

    Dates(ValuePolicies policies) {
        this.policies = policies;
        this.text = policies.temporalsAsText();
        // Targets store days in 32 bits, and so does Debezium.
        this.first = Math.max(policies.years().firstDay(), Integer.MIN_VALUE);
        this.last = Math.min(policies.years().lastDay(), Integer.MAX_VALUE);
    }

    SemanticType type() {
        return text ? new SemanticType.Text() : new SemanticType.Date();
    }

    /** Days since 1970-01-01, in the object they arrived in. */
    @Nullable
    Object days(Number raw) {
        long day = raw.longValue();
        if (day == POSITIVE_INFINITY || day == POSITIVE_INFINITY_OVERFLOWN) {
            return infinite(true);
        }
        if (day == NEGATIVE_INFINITY) {
            return infinite(false);
        }
        if (day >= first && day <= last) {
            return text ? shown(day) : raw;
        }
        return policies.outOfRange()
                .settle(
                        "the date is beyond the years that can be held",
                        () -> finite(day < first ? first : last),
                        () -> shown(day));
    }

    /** Milliseconds since 1970-01-01T00:00Z, of which only the day counts. */
    @Nullable
    Object millis(long millis) {
        return days(Math.floorDiv(millis, MILLIS_PER_DAY));
    }

    /** A date in ISO 8601, with or without an offset, which changes nothing. */
    @Nullable
    Object iso(String raw) {
        if (Infinity.isNamed(raw)) {
            return infinite(Infinity.isPositive(raw));
        }
        long day;
        try {
            IsoReader reader = new IsoReader(raw);
            day = reader.epochDay();
            reader.offset();
            reader.end();
        } catch (UnfitValueException e) {
            return unreadable(e, raw);
        }
        return days(day);
    }

    @Nullable
    Object infinite(boolean positive) {
        YearRange range = policies.years().finite();
        return policies.infinity()
                .settle(
                        "the date is infinite",
                        () -> finite(positive ? range.lastDay() : range.firstDay()),
                        () -> Infinity.name(positive));
    }

    /** What is written where a date should be, but is none. */
    @Nullable
    Object unreadable(UnfitValueException reason, String shown) {
        return policies.outOfRange().settle(reason.reason(), reason::rethrow, () -> shown);
    }

    private Object finite(long day) {
        return text ? shown(day) : (Object) day;
    }

    private static String shown(long day) {
        boolean inCalendar = day >= LocalDate.MIN.toEpochDay() && day <= LocalDate.MAX.toEpochDay();
        return inCalendar ? LocalDate.ofEpochDay(day).toString() : Long.toString(day);
    }
}
