// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.time.Duration;

/** What became of one attempt to deliver. A delivery decides it, so that nobody else has to read exceptions. */
public sealed interface Outcome {

    /** Done, for good. */
    record Delivered() implements Outcome {}

    /**
     * Not now: the target is away, busy or slow. The same delivery is attempted again.
     *
     * @param cause why, for the log
     * @param notBefore the least time that the target asked to be left alone; zero where it did not say
     */
    record TryLater(Throwable cause, Duration notBefore) implements Outcome {
        public TryLater(Throwable cause) {
            this(cause, Duration.ZERO);
        }
    }

    /**
     * Not yet: nothing was attempted, because the target is to be left alone or something that an attempt needs cannot
     * be had. The same delivery is attempted when that is over.
     *
     * @param cause why, for the log
     * @param notBefore the least time that it will go on; zero where nobody said
     */
    record Held(Throwable cause, Duration notBefore) implements Outcome {}

    /**
     * Nothing is left to attempt, since what there was is given up: the lane goes on, and nobody takes that for a sign
     * that the target is well.
     */
    record GivenUp() implements Outcome {}

    /**
     * Never: no further attempt can succeed until somebody changes something. The task fails with the cause.
     *
     * @param cause what to tell the user
     */
    record Broken(Throwable cause) implements Outcome {}
}
