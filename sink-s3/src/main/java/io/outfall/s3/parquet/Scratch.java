// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/** Room for the numbers of one page in the making. One per task, since a task makes one page at a time. */
final class Scratch {
    private static final int[] NONE = {};
    /** More than a page of ordinary values needs: let go when the row group is done. */
    private static final int KEPT = 1 << 18;

    private int[] ints = NONE;

    /** At least that many numbers of any value; the next call hands out the same array again. */
    int[] ints(int atLeast) {
        if (ints.length < atLeast) {
            ints = new int[Math.max(atLeast, Math.min(ints.length * 2, KEPT))];
        }
        return ints;
    }

    void trim() {
        if (ints.length > KEPT) {
            ints = NONE;
        }
    }
}
