// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column of rows, whole or deleted.
 *
 * @param whole takes the cell out of the struct or map that holds the row
 * @param deleted takes it out of the record that deletes the row
 */
record RowCell(CellReader whole, CellReader deleted) implements CellReader {

    @Override
    public @Nullable Object read(Object data) {
        if (!(data instanceof KeyedRow keyed)) {
            return whole.read(data);
        }
        return keyed.row() == null ? deleted.read(keyed.record()) : whole.read(keyed.row());
    }
}
