// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The row that a delete carries: {@code before}, or the flattened row itself. Beyond the key it may be made up, and is
 * believed only where the user says that it is complete.
 *
 * @param row finds it in the record; null where there is none
 * @param complete whether all of it is to be believed
 */
record CarriedRow(Function<SinkRecord, @Nullable Object> row, boolean complete) {
    private static final CellReader ABSENT = record -> CellReader.ABSENT;

    /** Takes a cell of the row out of the record that deletes it, if it is to be believed. */
    CellReader cell(ColumnSpec column, boolean isKey) {
        if (!complete && !isKey) {
            return ABSENT;
        }
        return record -> {
            Object found = row.apply((SinkRecord) record);
            return found == null ? CellReader.ABSENT : column.cell().read(found);
        };
    }
}
