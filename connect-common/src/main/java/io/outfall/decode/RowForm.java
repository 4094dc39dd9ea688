// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one version of a table are read, whole or deleted, with one layout for both: a sink that compiled its
 * writers for the layout need not know the difference.
 */
final class RowForm {
    private final KeyForm key;
    private final RowLayout own;
    private final RowLayout image;
    private final @Nullable RowLayout keyInRow;
    private final @Nullable String missingKey;
    private final boolean keyIsForeign;
    private final boolean keyFits;

    /**
     * @param columns the columns of the row
     * @param key how the record's key is read
     * @param carried where a delete carries the row that was
     */
    RowForm(List<ColumnSpec> columns, KeyForm key, CarriedRow carried) {
        this.key = key;
        List<ColumnSpec> keyApart = key instanceof KeyForm.Apart apart ? apart.specs() : List.of();
        List<ColumnSpec> foreign = keyApart.stream()
                .filter(column -> named(columns, column.name()).isEmpty())
                .toList();
        this.keyFits = keyApart.stream()
                .allMatch(column -> named(columns, column.name()).stream().allMatch(own -> own.reads(column)));
        this.keyIsForeign = !foreign.isEmpty();
        this.own = new RowLayout(own(columns, key, carried));
        this.image = keyIsForeign ? new RowLayout(withForeign(foreign, own, key)) : own;
        this.missingKey = key instanceof KeyForm.InRow ? missing(own, key.names()) : null;
        this.keyInRow = key instanceof KeyForm.InRow ? new RowLayout(keyOf(own, key.names())) : null;
    }

    /** A row as the record carries it. */
    Row row(Object data) {
        return new Row(own, data);
    }

    /** The row with all of its key columns. */
    Row image(SinkRecord record, Object data) {
        return new Row(image, keyIsForeign ? new KeyedRow(record, data) : data);
    }

    /**
     * What is known of a deleted row. Where the record key holds a key column in another type than the row does, the
     * cells of one cannot be read as those of the other, and the key columns are all there is.
     */
    Row deleted(SinkRecord record) {
        Row keyAlone = keyFits ? null : key.row(record);
        return keyAlone != null ? keyAlone : new Row(image, new KeyedRow(record, null));
    }

    /** A key column that should be in the row and is not; null where all are there. */
    @Nullable
    String missingKey() {
        return missingKey;
    }

    /** The key columns of a row that holds them itself. */
    @Nullable
    Row keyOf(Object data) {
        return keyInRow == null ? null : new Row(keyInRow, data);
    }

    private static Optional<ColumnSpec> named(List<ColumnSpec> columns, String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    private static List<Column> own(List<ColumnSpec> columns, KeyForm key, CarriedRow carried) {
        List<Column> own = new ArrayList<>();
        for (ColumnSpec column : columns) {
            boolean isKey = key.names().contains(column.name());
            CellReader deleted = isKey && key instanceof KeyForm.Apart apart
                    ? apart.inRecord(column.name())
                    : carried.cell(column, isKey);
            own.add(column.column(isKey, new RowCell(column.cell(), deleted)));
        }
        return own;
    }

    private static List<Column> withForeign(List<ColumnSpec> foreign, RowLayout own, KeyForm key) {
        List<Column> all = new ArrayList<>();
        for (ColumnSpec column : foreign) {
            CellReader inRecord = ((KeyForm.Apart) key).inRecord(column.name());
            all.add(column.column(true, data -> inRecord.read(((KeyedRow) data).record())));
        }
        all.addAll(own.columns());
        return all;
    }

    private static @Nullable String missing(RowLayout row, List<String> names) {
        return names.stream()
                .filter(name -> row.column(name) == null)
                .findFirst()
                .orElse(null);
    }

    private static List<Column> keyOf(RowLayout row, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            Column column = row.column(name);
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }
}
