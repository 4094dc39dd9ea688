// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What becomes of digits of a second beyond the sixth, which is BigQuery's last. */
public enum Nanoseconds {
    /** They are cut off. */
    CUT,
    /** The record is rejected if they are not zero. */
    FAIL
}
