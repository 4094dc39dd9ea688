// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asking again until the answer is the one wanted. */
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /**
     * Returns the first value that is wanted.
     *
     * @param limit how long to go on asking
     * @param value asks; an exception ends the wait
     * @param wanted whether the value will do
     * @param complaint what to say of the last value when time is up
     * @throws StackException if time is up, or the thread is interrupted
     */
    static <T> T value(Duration limit, Supplier<T> value, Predicate<T> wanted, Function<T, String> complaint) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T current = value.get();
            if (wanted.test(current)) {
                return current;
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new StackException(complaint.apply(current) + " after " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
