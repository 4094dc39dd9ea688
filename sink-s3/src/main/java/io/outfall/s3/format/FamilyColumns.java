// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.Column;
import io.outfall.type.SemanticType;
import io.outfall.type.TypeUnion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that rows of one family have shown so far, each of a type that holds the values of all of them: what the
 * next file is made for. Those of the metadata are not among them.
 */
final class FamilyColumns {
    private final TypeUnion union;
    private Map<String, RowColumn> byName = Map.of();
    private List<RowColumn> all = List.of();

    FamilyColumns(TypeUnion union) {
        this.union = union;
    }

    /**
     * Takes the columns of rows in.
     *
     * @return false if one of them contradicts those so far; then none was taken in
     */
    boolean add(List<Column> row) {
        Map<String, RowColumn> grown = new LinkedHashMap<>(byName);
        for (Column column : row) {
            RowColumn known = grown.get(column.name());
            Optional<SemanticType> type =
                    known == null ? Optional.of(column.type()) : union.of(known.type(), column.type());
            if (type.isEmpty()) {
                return false;
            }
            if (known == null || !type.get().equals(known.type())) {
                grown.put(column.name(), new RowColumn(column.name(), type.get(), column.sourceType()));
            }
        }
        if (!grown.equals(byName)) {
            byName = grown;
            all = List.copyOf(grown.values());
        }
        return true;
    }

    /** In the order they were first seen; the same list as long as there is nothing new. */
    List<RowColumn> all() {
        return all;
    }

    /** The type of a column, or what is given if rows have no column of that name. */
    SemanticType type(String name, SemanticType otherwise) {
        RowColumn known = byName.get(name);
        return known == null ? otherwise : known.type();
    }
}
