// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

/** What an event says about one column of its row. */
public enum CellState {
    /** The column has a value. */
    VALUE,
    /** The column is NULL in the source. Never stands for a schema default. */
    NULL,
    /** The column was not changed and the source did not repeat it (an unchanged TOAST or LOB column). */
    UNAVAILABLE,
    /** The event says nothing about the column: only the key of a deleted row is known, or the row image is partial. */
    ABSENT
}
