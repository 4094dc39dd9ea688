// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/** How values are written that no dictionary holds. */
public enum Encodings {
    /** One after the other, which every reader takes. */
    PLAIN,
    /**
     * Integers, dates, times and decimals of up to 18 digits as differences, lengths of text and binary apart from it
     * or, where values begin alike, only what differs. Files are smaller, the more so the more rows follow an order;
     * some readers from before 2023 fail (Spark 3.2, Arrow 10).
     */
    DELTA
}
