// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

/**
 * One thing to do at the target: put an object, append rows, post a request. Runs on a worker thread, one attempt at a
 * time, and is attempted again after {@link Outcome.TryLater} and {@link Outcome.Held}; so it must be safe to repeat
 * after an attempt whose reply was lost.
 */
@FunctionalInterface
public interface Delivery {

    /**
     * Attempts the delivery once, blocking while it runs.
     *
     * @return what became of it; an exception counts as {@link Outcome.Broken}
     * @throws Exception if something happened that the delivery has no word for
     */
    Outcome attempt() throws Exception;
}
