// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What a new column is for timestamps without a zone. */
public enum LocalTimestamps {
    /** DATETIME, which has no zone either. */
    DATETIME,
    /** TIMESTAMP, as if the clock had shown UTC. */
    TIMESTAMP
}
