// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

/** What a table is to its topic. */
public enum TableMode {
    /** A log: one row per change. */
    APPEND,
    /** A mirror: one row per row of the source, as it is now. */
    UPSERT
}
