// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import io.outfall.type.UnfitValueException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells a sink the cells of rows, each layout by its plan. */
final class RowCells {
    // As many versions of a table as ever occur together; the bound keeps those that do not from staying here.
    private static final int REMEMBERED = 100;

    private final TableColumns table;
    private final RowSchemas schemas;
    private final MetadataValues metadata;
    private final CellEncoders encoders;
    private final boolean complete;
    private final IdentityHashMap<RowLayout, RowPlan> plans = new IdentityHashMap<>();
    private final List<String> unavailable = new ArrayList<>(0);
    private @Nullable RowLayout lastLayout;
    private @Nullable RowPlan lastPlan;

    /**
     * @param decimals what becomes of a number with more digits than its column holds
     * @param complete whether rows must have all that the table asks for
     */
    RowCells(TableColumns table, RowSchemas schemas, MetadataValues metadata, UnfitPolicy decimals, boolean complete) {
        this.complete = complete;
        this.table = table;
        this.schemas = schemas;
        this.metadata = metadata;
        this.encoders = new CellEncoders(schemas.types().options(), decimals);
    }

    /**
     * Tells the cells of a row that have a value.
     *
     * @throws UnfitRowException if the table does not take the row, of which part has been told
     */
    void put(ChangeRow row, CellSink into) throws UnfitRowException {
        RowLayout layout = row.image().layout();
        RowPlan plan = plan(layout);
        unavailable.clear();
        int cell = 0;
        try {
            for (; cell < plan.cells(); cell++) {
                Object value = value(row, layout, plan.position(cell));
                boolean told = value != null && plan.encoder(cell).encode(value, into);
                if (!told && plan.isRequired(cell)) {
                    throw new UnfitValueException("is REQUIRED in the table, and the row has no value");
                }
            }
        } catch (UnfitValueException | ClassCastException e) {
            throw new UnfitRowException(schemas.name(layout, plan.position(cell)), String.valueOf(e.getMessage()));
        }
    }

    /** The table's REQUIRED columns that a row has no value for. */
    Set<String> missing(ChangeRow row) throws UnfitRowException {
        RowLayout layout = row.image().layout();
        RowPlan plan = plan(layout);
        unavailable.clear();
        Set<String> missing = new TreeSet<>();
        for (int cell = 0; cell < plan.cells(); cell++) {
            TableColumn column =
                    table.column(schemas.of(layout).columns().get(cell).column().name());
            if (column != null && plan.isRequired(cell) && !hasValue(row, layout, plan.position(cell))) {
                missing.add(column.name());
            }
        }
        return missing;
    }

    /** The columns of the row put last that the source did not repeat. */
    List<String> unavailable() {
        return unavailable;
    }

    private RowPlan plan(RowLayout layout) throws UnfitRowException {
        RowPlan plan = lastPlan;
        if (layout == lastLayout && plan != null) {
            return plan;
        }
        plan = plans.get(layout);
        if (plan == null) {
            plan = RowPlan.of(layout, schemas, table, encoders, complete);
            if (plans.size() >= REMEMBERED) {
                plans.clear();
            }
            plans.put(layout, plan);
        }
        lastLayout = layout;
        lastPlan = plan;
        return plan;
    }

    private boolean hasValue(ChangeRow row, RowLayout layout, int position) {
        try {
            return value(row, layout, position) != null;
        } catch (UnfitValueException unfit) {
            return true;
        }
    }

    private @Nullable Object value(ChangeRow row, RowLayout layout, int position) {
        List<Column> columns = layout.columns();
        return position < columns.size()
                ? value(columns.get(position), row.image().data())
                : metadata.value(
                        metadata.columns().get(position - columns.size()).field(), row, unavailable);
    }

    private @Nullable Object value(Column column, Object data) {
        Object raw = column.raw(data);
        if (raw == null || raw == CellReader.ABSENT) {
            return null;
        }
        if (column.isUnavailable(raw)) {
            unavailable.add(column.name());
            return null;
        }
        return column.decode(raw);
    }
}
