// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What becomes of nulls in lists, which an ARRAY of BigQuery cannot hold. */
public enum NullElements {
    /** The record is rejected. */
    FAIL,
    /** The element is left out. */
    DROP,
    /** New columns for lists are JSON, which has nulls; an existing ARRAY refuses them. */
    JSON
}
