// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.history;

import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param name changes with every change
 * @param note a long text, which an event leaves out if it did not change
 */
public record Item(String name, String note) {
    public static final String LEFT_OUT = "__debezium_unavailable_value";

    /** The note as a table has it. */
    public @Nullable String storedNote() {
        return note.equals(LEFT_OUT) ? null : note;
    }

    Item withoutNote() {
        return new Item(name, LEFT_OUT);
    }
}
