// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row and how to read them, compiled once per schema. Sinks compile what they write against a layout
 * and find it again by identity: equal schemas give the same layout, so {@code ==} decides.
 */
public final class RowLayout {
    private final List<Column> columns;
    private final Map<String, Column> byName = new HashMap<>();

    public RowLayout(List<Column> columns) {
        this.columns = List.copyOf(columns);
        for (Column column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
    }

    /** In the order of the source's schema. */
    public List<Column> columns() {
        return columns;
    }

    /** The column of that name, or null. */
    public @Nullable Column column(String name) {
        return byName.get(name);
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
