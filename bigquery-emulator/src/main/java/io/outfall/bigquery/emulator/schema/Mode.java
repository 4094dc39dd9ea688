// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

/** Whether a column may be null, or holds an array. */
public enum Mode {
    NULLABLE,
    REQUIRED,
    REPEATED
}
