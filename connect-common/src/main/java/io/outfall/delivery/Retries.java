// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * How long to wait before the next attempt, and when to give up.
 *
 * @param backoff milliseconds to wait before attempt n + 1, by the number n of failed attempts so far
 * @param timeout how long one delivery may fail before the task does; zero waits for ever
 */
public record Retries(IntervalFunction backoff, Duration timeout) {
    private static final double DOUBLING = 2.0;
    // Half of the interval either way, so that tasks which failed together do not come back together.
    private static final double JITTER = 0.5;

    /**
     * Waits that double from {@code initial} up to {@code max}, each shortened or lengthened at random by up to a half.
     */
    public static Retries exponential(Duration initial, Duration max, Duration timeout) {
        return new Retries(
                IntervalFunction.ofExponentialRandomBackoff(initial.toMillis(), DOUBLING, JITTER, max.toMillis()),
                timeout);
    }

    long waitMs(int failedAttempts, Duration notBefore) {
        return Math.max(backoff.apply(failedAttempts), notBefore.toMillis());
    }

    boolean isOver(long failingForMs) {
        return !timeout.isZero() && failingForMs >= timeout.toMillis();
    }
}
