// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What a new column is for lengths of time with months and days of their own. */
public enum Intervals {
    INTERVAL,
    /** ISO 8601. */
    STRING
}
