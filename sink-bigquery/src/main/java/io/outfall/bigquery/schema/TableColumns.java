// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table in their order, found by name whatever its case. */
public final class TableColumns {
    private final List<TableColumn> columns;
    private final Map<String, TableColumn> byName = new HashMap<>();

    /** @throws IllegalArgumentException if two have the same name */
    public TableColumns(List<TableColumn> columns) {
        this.columns = List.copyOf(columns);
        for (TableColumn column : columns) {
            if (byName.put(folded(column.name()), column) != null) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
    }

    /** What two names have in common that BigQuery takes for the same. */
    public static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public List<TableColumn> list() {
        return columns;
    }

    /** The column of that name, or null. */
    public @Nullable TableColumn column(String name) {
        return byName.get(folded(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableColumns that && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
