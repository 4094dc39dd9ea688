// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellState;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows a row in full: for each column its canonical value, null for NULL, or the state that says why there is none.
 */
final class Cells {
    private Cells() {}

    static Map<String, @Nullable Object> of(@Nullable Row row) {
        if (row == null) {
            throw new AssertionError("there is no row");
        }
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (Column column : row.layout().columns()) {
            CellState state = column.state(row.data());
            boolean present = state == CellState.VALUE || state == CellState.NULL;
            cells.put(column.name(), present ? column.value(row.data()) : state);
        }
        return cells;
    }

    /** The column of that name, which must be there. */
    static Column column(RowLayout layout, String name) {
        return Objects.requireNonNull(layout.column(name), name);
    }

    /** A map that may hold nulls, for expectations. */
    static Map<String, @Nullable Object> cells(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            cells.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return cells;
    }
}
