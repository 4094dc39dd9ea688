// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** How many values a cell of a column has. */
public enum Mode {
    /** One or none. */
    NULLABLE,
    /** One. */
    REQUIRED,
    /** Any number, none of which is null. */
    REPEATED
}
