// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import org.jspecify.annotations.Nullable;

/** Fits times of one unit, whatever form they came in, to the day that a column of times can hold. */
final class Times {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final TimeUnit unit;
    private final UnfitPolicy policy;
    private final boolean text;
    private final long day;

    Times(TimeUnit unit, ValuePolicies policies) {
        this.unit = unit;
        this.policy = policies.timeOfDay();
        this.text = policy == UnfitPolicy.TEXT;
        this.day = 86_400L * unit.perSecond();
    }

    SemanticType type() {
        return text ? new SemanticType.Text() : new SemanticType.Time(unit);
    }

    /** Units since 00:00, in the object they arrived in. */
    @Nullable
    Object units(Number raw) {
        long value = raw.longValue();
        if (value >= 0 && value < day) {
            return text ? shown(value) : raw;
        }
        return policy.settle(
                "the time is not within one day", () -> value < 0 ? 0L : (Object) (day - 1), () -> shown(value));
    }

    /** Nanoseconds since 00:00. */
    @Nullable
    Object nanos(long nanos) {
        return units(Math.floorDiv(nanos, NANOS_PER_SECOND / unit.perSecond()));
    }

    /** A time in ISO 8601, with or without an offset, which changes nothing. */
    @Nullable
    Object iso(String raw) {
        long nanos;
        try {
            IsoReader reader = new IsoReader(raw);
            nanos = reader.nanoOfDay();
            reader.offset();
            reader.end();
        } catch (UnfitValueException e) {
            return policy.settle(e.reason(), e::rethrow, () -> raw);
        }
        return nanos(nanos);
    }

    private String shown(long value) {
        long size = Math.abs(value);
        long nanos = size % unit.perSecond() * (NANOS_PER_SECOND / unit.perSecond());
        return (value < 0 ? "-" : "") + Clock.shown(size / unit.perSecond(), nanos);
    }
}
