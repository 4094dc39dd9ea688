// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Finds the form of a row: one for all structs of a schema, one for each kind of map. */
sealed interface Rows {

    /** @param row the struct or map that holds the row, or null where only the key is known */
    RowForm form(@Nullable Object row);

    /**
     * @param schema of the rows, or null for maps
     * @param metadata names of fields that are no columns
     */
    static Rows of(@Nullable Schema schema, Set<String> metadata, KeyForm key, CarriedRow carried, Columns columns) {
        if (schema != null) {
            return new OfStructs(new RowForm(without(metadata, columns.ofFields(schema)), key, carried));
        }
        return new OfMaps(
                new MapForms<>(columns, specs -> new RowForm(without(metadata, specs), key, carried)),
                new RowForm(List.of(), key, carried));
    }

    private static List<ColumnSpec> without(Set<String> metadata, List<ColumnSpec> columns) {
        return columns.stream()
                .filter(column -> !metadata.contains(column.name()))
                .toList();
    }

    /** Rows of one schema. */
    record OfStructs(RowForm form) implements Rows {

        @Override
        public RowForm form(@Nullable Object row) {
            return form;
        }
    }

    /** Rows without schema. */
    record OfMaps(MapForms<RowForm> forms, RowForm keyAlone) implements Rows {

        @Override
        public RowForm form(@Nullable Object row) {
            return row instanceof Map<?, ?> map ? forms.of(map) : keyAlone;
        }
    }
}
