// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import org.jspecify.annotations.Nullable;

/** Finds a column by its name, once per layout. Not thread-safe: the task thread owns it. */
final class ColumnCell {
    private final String name;
    private @Nullable RowLayout layout;
    private @Nullable Column column;

    ColumnCell(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The row's column of that name, or null. */
    @Nullable
    Column in(@Nullable Row row) {
        if (row == null) {
            return null;
        }
        if (row.layout() != layout) {
            layout = row.layout();
            column = row.layout().column(name);
        }
        return column;
    }
}
