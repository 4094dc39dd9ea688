// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

/**
 * How many bytes a task may hold in memory, over everything it has open or on its way. It never refuses: Connect hands
 * in a whole poll at a time, so the budget can be passed by that much; it says when to stop taking in.
 *
 * <p>Not thread-safe: the task thread owns it.
 */
public final class ByteBudget {
    private final long limit;
    private long used;
    private boolean exhausted;

    /**
     * A budget with nothing used.
     *
     * @param limit in bytes, positive
     */
    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /** Takes bytes from the budget, or gives them back where negative. */
    public void take(long bytes) {
        used += bytes;
    }

    public long used() {
        return used;
    }

    public long limit() {
        return limit;
    }

    /**
     * Whether to stop taking in: true from the moment the limit is reached until a quarter of it is free again, so that
     * consumers are not paused and resumed at every record.
     */
    public boolean isExhausted() {
        exhausted = exhausted ? used > limit - limit / 4 : used >= limit;
        return exhausted;
    }
}
