// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is told to move. Views made with {@link #withZone} show the same time and move
 * along. Any thread may read it and move it.
 */
public final class SteppingClock extends Clock {
    private final Hand hand;
    private final ZoneId zone;

    private SteppingClock(Hand hand, ZoneId zone) {
        this.hand = hand;
        this.zone = zone;
    }

    /** A clock in UTC that shows the given instant. */
    public static SteppingClock at(Instant start) {
        return new SteppingClock(new Hand(start), ZoneOffset.UTC);
    }

    /** A clock in UTC that shows the given instant, such as {@code 2024-02-29T12:00:00Z}. */
    public static SteppingClock at(String start) {
        return at(Instant.parse(start));
    }

    /** Moves the time forward, or backward by a negative step, and returns what the clock shows then. */
    public Instant advance(Duration step) {
        return hand.advance(step);
    }

    /** Shows the given instant from now on. */
    public void set(Instant instant) {
        hand.set(instant);
    }

    @Override
    public Instant instant() {
        return hand.instant();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public SteppingClock withZone(ZoneId other) {
        return new SteppingClock(hand, other);
    }

    @Override
    public String toString() {
        return "SteppingClock[" + instant() + ", " + zone + "]";
    }

    /** What all views of one clock share. */
    private static final class Hand {
        private Instant now;

        Hand(Instant start) {
            this.now = start;
        }

        synchronized Instant instant() {
            return now;
        }

        synchronized Instant advance(Duration step) {
            now = now.plus(step);
            return now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }
    }
}
