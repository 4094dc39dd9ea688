// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How much is asked of the server. Workers count, and anybody may look. */
public final class Traffic {
    private final LongAdder requests = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** A request ended, with an answer or without. */
    void ended(long tookNanos) {
        requests.increment();
        nanos.add(tookNanos);
    }

    /** How many requests have ended. */
    public long requests() {
        return requests.sum();
    }

    /** How long all of them took, each from its beginning to the end of its answer. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.sum());
    }
}
