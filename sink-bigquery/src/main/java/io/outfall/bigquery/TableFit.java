// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.schema.ColumnConflict;
import io.outfall.bigquery.schema.Evolution;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.SchemaChange;
import io.outfall.bigquery.table.TableState;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows a table takes as it is. The task thread owns it. */
final class TableFit {
    // As many versions of a table as ever occur together.
    private static final int REMEMBERED = 100;

    private final TableState table;
    private final RowForm form;
    private final RowForm.Encoder encoder;
    private final boolean evolves;
    private final boolean requires;
    private final Map<RowLayout, SchemaChange> known = new HashMap<>();
    private @Nullable RowLayout lastFitting;
    private @Nullable RowLayout lastKey;

    /** @param encoder for the table as it is */
    TableFit(TableState table, RowForm form, RowForm.Encoder encoder, boolean evolves) {
        this.table = table;
        this.form = form;
        this.encoder = encoder;
        this.evolves = evolves;
        this.requires = table.columns().list().stream().anyMatch(column -> column.mode() == Mode.REQUIRED);
    }

    /**
     * Whether the table has to be changed before the row goes in.
     *
     * @throws UnfitRowException if it cannot be
     */
    boolean needsChange(ChangeRow row) throws UnfitRowException {
        checkKey(row);
        return needsColumns(row) || !nulls(row).isEmpty();
    }

    /**
     * The columns that have to have a value, which the row has not, and that need not have one once the table is
     * changed.
     */
    Set<String> nulls(ChangeRow row) throws UnfitRowException {
        if (!requires || !evolves) {
            return Set.of();
        }
        Set<String> nulls = encoder.missing(row);
        nulls.removeIf(name -> isKey(name));
        return nulls;
    }

    private boolean needsColumns(ChangeRow row) throws UnfitRowException {
        RowLayout layout = row.image().layout();
        if (layout == lastFitting) {
            return false;
        }
        SchemaChange change = known.get(layout);
        if (change == null) {
            change = Evolution.of(table.columns(), form.schema(row));
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(layout, change);
        }
        if (change instanceof SchemaChange.Conflict conflict) {
            ColumnConflict first = conflict.conflicts().get(0);
            throw new UnfitRowException(form.schemas().name(layout, first.position()), first.reason());
        }
        if (change instanceof SchemaChange.Update update) {
            if (!evolves) {
                throw new UnfitRowException(
                        null, "the table would have to be changed, and table.evolve is false: " + update.changes());
            }
            return true;
        }
        lastFitting = layout;
        return false;
    }

    /** A mirror finds rows by the key that its table was made with, whatever becomes of that of the source. */
    private void checkKey(ChangeRow row) throws UnfitRowException {
        Row key = row.key();
        if (key == null || key.layout() == lastKey) {
            return;
        }
        List<String> names = form.key(row);
        if (!names.isEmpty()
                && (names.size() != table.key().size() || !names.stream().allMatch(this::isKey))) {
            throw new UnfitRowException(
                    null, "has the key " + names + ", and the primary key of the table is " + table.key());
        }
        lastKey = key.layout();
    }

    private boolean isKey(String name) {
        return table.key().stream().anyMatch(name::equalsIgnoreCase);
    }
}
