// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of a task that wait because something failed, and what the log is told of them: that deliveries fail, as
 * soon as one does; then once in a while how many wait and why, however many fail in between; and that all is well.
 *
 * <p>Not thread-safe: the task thread owns it.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    // In the order in which they began to wait.
    private final Set<Lane> failing = new LinkedHashSet<>();
    private @Nullable Lane last;
    private long sinceMs;
    private long failedAttempts;
    private long nextLineMs = Long.MIN_VALUE;
    private boolean open;
    private boolean told;

    Outage(Clock clock) {
        this.clock = clock;
    }

    /** A lane waits. */
    void waits(Lane lane, boolean attempted) {
        long now = clock.millis();
        if (!open) {
            open = true;
            sinceMs = now;
            failedAttempts = 0;
        }
        if (failing.add(lane)) {
            lane.firstFailureMs = now;
        }
        failedAttempts += attempted ? 1 : 0;
        last = lane;
    }

    /** A lane waits no more, for there is nothing that it could wait with. */
    void forget(Lane lane) {
        failing.remove(lane);
    }

    /** A delivery of a lane is done. */
    void delivered(Lane lane) {
        failing.remove(lane);
        if (open && failing.isEmpty()) {
            open = false;
            if (told) {
                told = false;
                LOG.info(
                        "Deliveries succeed again; failed attempts since {}: {}",
                        Instant.ofEpochMilli(sinceMs),
                        failedAttempts);
            }
        }
    }

    /** What is going wrong now; empty when nothing is. */
    Optional<Lanes.Failing> failing() {
        return failing.stream()
                .findFirst()
                .map(lane -> new Lanes.Failing(failing.size(), lane.firstFailureMs, lane + ": " + lane.lastFailure));
    }

    /** Tells the log, if it is time to. */
    void tell() {
        Lane latest = last;
        if (failing.isEmpty() || latest == null || clock.millis() < nextLineMs) {
            return;
        }
        nextLineMs = clock.millis() + INTERVAL.toMillis();
        told = true;
        LOG.warn(
                "Deliveries fail and are repeated: {} waiting; failed attempts since {}: {}; the last of {}: {}",
                failing.size(),
                Instant.ofEpochMilli(sinceMs),
                failedAttempts,
                latest,
                latest.lastFailure);
    }
}
