// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Arrays;

/**
 * Arrays of one length: as unsigned bytes, or as signed big-endian numbers (decimals).
 *
 * @param width the length
 * @param signed whether the first bit is a sign
 */
record FixedBytesOrder(int width, boolean signed) implements ValueOrder {
    @Override
    public Bounds bounds(byte[] staged, int count) {
        int min = 0;
        int max = 0;
        for (int at = width; at < count * width; at += width) {
            if (compare(staged, at, staged, min) < 0) {
                min = at;
            } else if (compare(staged, at, staged, max) > 0) {
                max = at;
            }
        }
        return Bounds.exact(Arrays.copyOfRange(staged, min, min + width), Arrays.copyOfRange(staged, max, max + width));
    }

    @Override
    public int compare(byte[] left, byte[] right) {
        return compare(left, 0, right, 0);
    }

    private int compare(byte[] left, int leftAt, byte[] right, int rightAt) {
        if (signed && left[leftAt] != right[rightAt]) {
            // Signed as it is, the first byte decides; the others count up within it whatever the sign.
            return Byte.compare(left[leftAt], right[rightAt]);
        }
        return Arrays.compareUnsigned(left, leftAt, leftAt + width, right, rightAt, rightAt + width);
    }
}
