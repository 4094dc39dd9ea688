// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A queue of deliveries that happen one after the other, each only after the one before is done: what must stay in
 * order shares a lane. Made by {@link Lanes#open}; the task thread owns its state.
 */
public final class Lane {

    /** A delivery with what to do on the task thread once it is done. */
    record Step(Delivery delivery, Runnable done) {}

    final String name;
    final Deque<Step> steps = new ArrayDeque<>();
    int attempts;
    long firstFailureMs;
    String lastFailure = "";
    long wakeAtMs;
    boolean running;
    boolean closed;

    Lane(String name) {
        this.name = name;
    }

    /** What the lane is for, as the log shows it. */
    public String name() {
        return name;
    }

    /** Whether nothing is queued or running. */
    public boolean isIdle() {
        return steps.isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}
