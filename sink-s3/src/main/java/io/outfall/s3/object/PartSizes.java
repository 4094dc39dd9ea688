// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

/**
 * How large the parts of a multipart upload are. S3 allows 10,000 parts; so that these suffice for 5 TB, the largest
 * object that all stores take, whatever the first parts are, the size doubles after every 1,000 parts.
 *
 * @param base bytes of each of the first 1,000 parts, at least {@link #MIN}
 */
public record PartSizes(long base) {
    /** S3 takes no smaller part but the last. */
    public static final long MIN = 5L << 20;

    /** S3 takes no larger part. */
    public static final long MAX = 5L << 30;

    private static final int STEP = 1_000;

    /** @param number of the part, from 1 */
    long of(int number) {
        int doublings = (number - 1) / STEP;
        return Math.min(base << doublings, MAX);
    }
}
