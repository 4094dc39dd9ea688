// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Arrays;

/**
 * How values of a leaf compare (the column order TYPE_ORDER of parquet.thrift), and the bounds of staged values by it.
 */
sealed interface ValueOrder permits NumberOrder, BytesOrder, FixedBytesOrder, ValueOrder.None {

    /**
     * The bounds of a page.
     *
     * @param staged values in PLAIN form, booleans as one byte
     * @param count how many there are, at least one
     */
    Bounds bounds(byte[] staged, int count);

    /** Compares two values that {@link #bounds} found. */
    int compare(byte[] left, byte[] right);

    /** For logical types whose order the format leaves open: no bounds are kept. */
    record None() implements ValueOrder {
        @Override
        public Bounds bounds(byte[] staged, int count) {
            return Bounds.NONE;
        }

        @Override
        public int compare(byte[] left, byte[] right) {
            return Arrays.compareUnsigned(left, right);
        }
    }
}
