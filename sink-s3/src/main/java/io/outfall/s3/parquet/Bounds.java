// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import org.jspecify.annotations.Nullable;

/** The least and the greatest value of a page or a column chunk, as statistics hold them: PLAIN without a length. */
final class Bounds {
    static final Bounds NONE = new Bounds(null, null, true, true, 0);

    private final byte @Nullable [] min;
    private final byte @Nullable [] max;
    private final boolean exactMin;
    private final boolean exactMax;
    private final long nans;

    /**
     * @param min null where no value has a place in the order (all are NaN, or there is no order)
     * @param max null together with {@code min}
     * @param exactMin whether {@code min} occurs, and is not a value cut short
     * @param exactMax whether {@code max} occurs, and is not a value cut short and raised
     * @param nans how many values were NaN
     */
    Bounds(byte @Nullable [] min, byte @Nullable [] max, boolean exactMin, boolean exactMax, long nans) {
        this.min = min;
        this.max = max;
        this.exactMin = exactMin;
        this.exactMax = exactMax;
        this.nans = nans;
    }

    static Bounds exact(byte[] min, byte[] max) {
        return new Bounds(min, max, true, true, 0);
    }

    byte @Nullable [] min() {
        return min;
    }

    byte @Nullable [] max() {
        return max;
    }

    boolean exactMin() {
        return exactMin;
    }

    boolean exactMax() {
        return exactMax;
    }

    long nans() {
        return nans;
    }

    /** The bounds of both. */
    Bounds and(Bounds other, ValueOrder order) {
        long allNans = nans + other.nans;
        if (other.min == null || other.max == null) {
            return new Bounds(min, max, exactMin, exactMax, allNans);
        }
        if (min == null || max == null) {
            return new Bounds(other.min, other.max, other.exactMin, other.exactMax, allNans);
        }
        int least = order.compare(min, other.min);
        int greatest = order.compare(max, other.max);
        return new Bounds(
                least <= 0 ? min : other.min,
                greatest >= 0 ? max : other.max,
                least == 0 ? exactMin || other.exactMin : least < 0 ? exactMin : other.exactMin,
                greatest == 0 ? exactMax || other.exactMax : greatest > 0 ? exactMax : other.exactMax,
                allNans);
    }
}
