// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Map;

/**
 * Which columns get Bloom filters, and how good these are.
 *
 * @param mostDistinct by the column's name, how many distinct values of a row group its filter is made for at most.
 *     More values make a filter that is less good, not larger; fewer make it smaller.
 * @param falsePositives the share of absent values for which a filter says they may be there, between 0 and 1
 */
public record BloomColumns(Map<String, Integer> mostDistinct, double falsePositives) {
    /** Where nothing is said of a column: a filter of 1 MiB at one false positive in a hundred. */
    public static final int MOST_DISTINCT = 800_000;

    /** No filters. */
    public static final BloomColumns NONE = new BloomColumns(Map.of(), 0.01);

    public BloomColumns {
        mostDistinct = Map.copyOf(mostDistinct);
        if (!(falsePositives > 0 && falsePositives < 1)) {
            throw new IllegalArgumentException(falsePositives + " is no share of false positives");
        }
    }
}
