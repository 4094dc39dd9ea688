// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** Which names columns may have. */
public enum NameStyle {
    /** Letters from a to z, digits and underscores, which need no quotes in SQL. */
    PLAIN,
    /** All that BigQuery's flexible column names allow. */
    FLEXIBLE
}
