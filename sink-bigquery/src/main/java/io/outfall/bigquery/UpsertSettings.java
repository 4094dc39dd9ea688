// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

/**
 * How a mirror follows its source.
 *
 * @param unavailable what becomes of a row with a column that the source did not repeat
 * @param truncate what becomes of the news that all rows are gone
 */
public record UpsertSettings(Unavailable unavailable, OnTruncate truncate) {

    /** BigQuery replaces whole rows, so what the source left out cannot stay as it is. */
    public enum Unavailable {
        /** The row is rejected. */
        REJECT,
        /** The column becomes null. */
        NULL
    }

    /** No change says that all rows are gone. */
    public enum OnTruncate {
        /** The record is rejected. */
        REJECT,
        /** The rows stay. */
        IGNORE
    }
}
