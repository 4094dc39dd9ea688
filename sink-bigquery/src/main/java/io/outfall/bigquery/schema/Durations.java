// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What a new column is for lengths of time in one unit. */
public enum Durations {
    /** Their number. */
    INT64,
    INTERVAL
}
