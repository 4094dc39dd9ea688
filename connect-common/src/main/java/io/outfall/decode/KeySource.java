// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.List;
import java.util.Optional;

/** Where the key columns of a row come from. */
public sealed interface KeySource {

    /**
     * The record's key: its fields are the key columns.
     *
     * @param column the name of the one key column where the key is no struct but a bare value; where it is empty, a
     *     bare key is no key column
     */
    record RecordKey(Optional<String> column) implements KeySource {}

    /**
     * Columns of the row itself. Tombstones have no row and so delete nothing.
     *
     * @param columns their names, in key order
     */
    record RowColumns(List<String> columns) implements KeySource {
        public RowColumns {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A header of the record, read like a record key.
     *
     * @param name the header; the last of that name counts
     * @param column the name of the one key column where the header is a bare value
     */
    record Header(String name, String column) implements KeySource {}

    /** Rows have no key: they can be appended, not replaced. */
    record None() implements KeySource {}
}
