// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What a new column is for maps. */
public enum Maps {
    /** A JSON object. */
    JSON,
    /** Repeated STRUCTs of {@code key} and {@code value}; null and empty become the same. */
    PAIRS
}
