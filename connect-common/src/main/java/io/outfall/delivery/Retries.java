// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * How long to wait before the next attempt, and when to give up. Waits double.
 *
 * @param backoff before the second attempt
 * @param maxBackoff the longest wait
 * @param jitter how much of a wait it is made shorter or longer by at random, from 0 up to but not including 1, so that
 *     tasks which failed together do not come back together
 * @param timeout how long one delivery may fail before the task does; zero waits for ever
 */
public record Retries(Duration backoff, Duration maxBackoff, double jitter, Duration timeout) {
    private static final double DOUBLING = 2.0;

    long waitMs(int failedAttempts, Duration notBefore) {
        IntervalFunction waits = IntervalFunction.ofExponentialRandomBackoff(
                backoff.toMillis(), DOUBLING, jitter, maxBackoff.toMillis());
        return Math.max(waits.apply(failedAttempts), notBefore.toMillis());
    }

    /** The same for a task whose deliveries see to the timeout themselves. */
    public Retries forEver() {
        return new Retries(backoff, maxBackoff, jitter, Duration.ZERO);
    }

    /** Whether something has failed for too long. */
    public boolean isOver(long failingForMs) {
        return !timeout.isZero() && failingForMs >= timeout.toMillis();
    }
}
