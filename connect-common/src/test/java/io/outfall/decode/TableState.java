// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellState;
import io.outfall.event.ChangeEvent;
import io.outfall.event.Column;
import io.outfall.event.Key;
import io.outfall.event.KeyDelete;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.Truncate;
import io.outfall.type.SemanticType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table as a replica holds it after the events were applied one by one, by key. */
final class TableState {
    private final Map<Key, Map<String, Cell>> rows = new LinkedHashMap<>();

    /** A value and what it means. */
    record Cell(SemanticType type, @Nullable Object value) {}

    static TableState after(List<ChangeEvent> events) {
        TableState state = new TableState();
        events.forEach(state::apply);
        return state;
    }

    /** The rows by the text of their keys, whose columns are in the order of the alphabet; cells by name. */
    Map<String, Map<String, Cell>> rows() {
        Map<String, Map<String, Cell>> sorted = new TreeMap<>();
        rows.forEach((key, row) -> sorted.put(text(key), row));
        return sorted;
    }

    private static String text(Key key) {
        Map<String, @Nullable Object> columns = new TreeMap<>();
        for (int i = 0; i < key.names().size(); i++) {
            columns.put(key.names().get(i), key.values().get(i));
        }
        return columns.values().toString();
    }

    private void apply(ChangeEvent event) {
        if (event instanceof RowChange change && change.key() != null) {
            change(Key.of(change.key()), change);
        } else if (event instanceof KeyDelete delete && delete.key() != null) {
            rows.remove(Key.of(delete.key()));
        } else if (event instanceof Truncate) {
            rows.clear();
        }
    }

    private void change(Key key, RowChange change) {
        if (change.isDelete()) {
            rows.remove(key);
            return;
        }
        Map<String, Cell> before = rows.getOrDefault(key, Map.of());
        Map<String, Cell> after = new TreeMap<>();
        Row row = change.image();
        for (Column column : row.layout().columns()) {
            boolean unchanged = column.state(row.data()) == CellState.UNAVAILABLE;
            Cell cell = unchanged ? before.get(column.name()) : new Cell(column.type(), column.value(row.data()));
            if (cell != null) {
                after.put(column.name(), cell);
            }
        }
        rows.put(key, after);
    }
}
