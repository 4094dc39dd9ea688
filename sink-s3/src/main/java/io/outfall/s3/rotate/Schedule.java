// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * Times at which all files end: midnight on the wall of a zone, and each period after it. Where the clocks are changed
 * the hours stay whole: of an hour that comes twice, each is one, and what falls into an hour that is left out is at
 * the moment of the change.
 *
 * @param period up to a day; one that is no part of a day begins anew at midnight; zero for never
 * @param zone whose midnight it is
 */
public record Schedule(Duration period, ZoneId zone) {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    /** Never. */
    public static final Schedule OFF = new Schedule(Duration.ZERO, ZoneId.of("UTC"));

    /**
     * The first such time after a moment, both in milliseconds since 1970-01-01T00:00Z; {@link Long#MAX_VALUE} for
     * never.
     */
    public long next(long afterMs) {
        if (period.isZero()) {
            return Long.MAX_VALUE;
        }
        Instant after = Instant.ofEpochMilli(afterMs);
        long next = upTo(afterMs + 1, offsetMs(after));
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        if (change == null || change.getInstant().toEpochMilli() > next) {
            return next;
        }
        long changeMs = change.getInstant().toEpochMilli();
        if (change.isGap() && next < changeMs + change.getDuration().toMillis()) {
            return changeMs;
        }
        return upTo(changeMs, change.getOffsetAfter().getTotalSeconds() * 1_000L);
    }

    /** The first such time from a moment on, if the clock never changed. */
    private long upTo(long fromMs, long offsetMs) {
        long ofDay = Math.floorMod(fromMs + offsetMs, DAY_MS);
        long midnight = fromMs - ofDay;
        long periods = -Math.floorDiv(-ofDay, period.toMillis());
        return midnight + Math.min(periods * period.toMillis(), DAY_MS);
    }

    private long offsetMs(Instant at) {
        return zone.getRules().getOffset(at).getTotalSeconds() * 1_000L;
    }
}
