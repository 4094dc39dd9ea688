// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One number that a task keeps up to date and others read. Neither allocates nor blocks; still, update it once per
 * batch rather than once per record.
 */
public final class Figure {
    private final AtomicLong value = new AtomicLong();

    /** Counts up. */
    public void add(long more) {
        value.addAndGet(more);
    }

    /** Replaces the number; for one writer. */
    public void set(long now) {
        value.setRelease(now);
    }

    public long get() {
        return value.get();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
