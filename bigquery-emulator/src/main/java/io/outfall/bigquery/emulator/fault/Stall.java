// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds calls back until {@link #release}. */
public final class Stall implements Fault {

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();

    Stall() {}

    /** Lets all calls go on, those that wait and those to come. */
    public void release() {
        released.countDown();
    }

    /** How many calls wait now. */
    public int waiting() {
        return waiting.get();
    }

    /** Waits for {@link #release}; an interrupt ends the wait as well. */
    public void await() {
        waiting.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }
}
