// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.schema.ColumnConflict;
import io.outfall.bigquery.schema.Evolution;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.SchemaChange;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rows a table takes as it is. The task thread owns it. */
final class TableFit {
    // As many versions of a table as ever occur together.
    private static final int REMEMBERED = 100;

    private final TableColumns table;
    private final RowSchemas schemas;
    private final boolean evolves;
    private final Map<RowLayout, SchemaChange> known = new HashMap<>();
    private @Nullable RowLayout lastFitting;

    TableFit(TableColumns table, RowSchemas schemas, boolean evolves) {
        this.table = table;
        this.schemas = schemas;
        this.evolves = evolves;
    }

    /**
     * Whether the table has to be changed before the row goes in.
     *
     * @throws UnfitRowException if it cannot be
     */
    boolean needsChange(ChangeRow row) throws UnfitRowException {
        RowLayout layout = row.image().layout();
        if (layout == lastFitting) {
            return false;
        }
        SchemaChange change = known.get(layout);
        if (change == null) {
            change = Evolution.of(table, schemas.of(layout));
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(layout, change);
        }
        if (change instanceof SchemaChange.Conflict conflict) {
            ColumnConflict first = conflict.conflicts().get(0);
            throw new UnfitRowException(schemas.name(layout, first.position()), first.reason());
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
}
