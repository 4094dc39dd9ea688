// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/**
 * What earlier column chunks showed about one leaf of one topic: whether its values repeat enough for a dictionary.
 * Outlives files, since a column of unique values shows that only after thousands of them.
 */
final class Learned {
    /** Data changes: after so many chunks without a dictionary one more is tried. */
    private static final int TRY_AGAIN = 64;
    /** Fewer values say nothing about the column. */
    private static final int TELLING = 1000;

    private int skip;

    boolean triesDictionary() {
        if (skip > 0) {
            skip--;
            return false;
        }
        return true;
    }

    /** Notes that a dictionary did not pay for the first page of a chunk. */
    void dictionaryFailed(int values) {
        if (values >= TELLING) {
            skip = TRY_AGAIN;
        }
    }
}
