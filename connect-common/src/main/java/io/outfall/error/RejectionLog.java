// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Lets one rejection in a while into the log and counts the others: a bad topic must not drown it. */
final class RejectionLog {
    private final String fate;
    private final long intervalMs;
    private final Clock clock;
    private long nextMs = Long.MIN_VALUE;
    private long unlogged;

    /**
     * A log with nothing in it.
     *
     * @param fate what becomes of the records, as a participle
     * @param interval the shortest time between two lines
     */
    RejectionLog(String fate, Duration interval, Clock clock) {
        this.fate = fate;
        this.intervalMs = interval.toMillis();
        this.clock = clock;
    }

    /** The line to log now, if any. */
    Optional<String> line(Rejection rejection) {
        long now = clock.millis();
        if (now < nextMs) {
            unlogged++;
            return Optional.empty();
        }
        String others = unlogged == 0 ? "" : " (after " + unlogged + " more)";
        unlogged = 0;
        nextMs = now + intervalMs;
        return Optional.of("Rejected and " + fate + others + ": " + rejection.message());
    }
}
