// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.Fit;
import io.outfall.bigquery.schema.Fits;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.RowColumn;
import io.outfall.bigquery.schema.RowSchema;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How rows of one layout go into a table: for each of their columns, in order, the encoder. */
final class RowPlan {
    private final int[] positions;
    private final boolean[] required;
    private final CellEncoder[] encoders;

    private RowPlan(List<Cell> cells) {
        this.positions = cells.stream().mapToInt(Cell::position).toArray();
        this.encoders = cells.stream().map(Cell::encoder).toArray(CellEncoder[]::new);
        this.required = new boolean[cells.size()];
        for (int i = 0; i < required.length; i++) {
            required[i] = cells.get(i).required();
        }
    }

    /**
     * Makes the plan.
     *
     * @param complete whether rows must have all that the table asks for
     * @throws UnfitRowException if the table has no place for a column, or the row no value for one that must have some
     */
    static RowPlan of(RowLayout layout, RowSchemas schemas, TableColumns table, CellEncoders encoders, boolean complete)
            throws UnfitRowException {
        RowSchema row = schemas.of(layout);
        Set<TableColumn> filled = new HashSet<>();
        List<Cell> cells = new ArrayList<>();
        for (RowColumn column : row.columns()) {
            TableColumn into = table.column(column.column().name());
            if (into == null || Fits.of(column, into) == Fit.NONE) {
                String what = into == null ? "no such column" : into.sqlType() + " for it";
                throw new UnfitRowException(
                        schemas.name(layout, column.position()),
                        "the table has " + what + ", and the row needs "
                                + column.column().sqlType());
            }
            filled.add(into);
            int number = table.list().indexOf(into) + 1;
            cells.add(new Cell(column.position(), into.mode() == Mode.REQUIRED, encoders.of(number, column, into)));
        }
        for (TableColumn column : table.list()) {
            if (complete && column.mode() == Mode.REQUIRED && !filled.contains(column)) {
                throw new UnfitRowException(column.name(), "is REQUIRED in the table, and the row has no such column");
            }
        }
        return new RowPlan(cells);
    }

    /** Columns of the row and the metadata that have an encoder. */
    int cells() {
        return positions.length;
    }

    /** The position of a cell among the columns of the row and the metadata. */
    int position(int cell) {
        return positions[cell];
    }

    boolean isRequired(int cell) {
        return required[cell];
    }

    CellEncoder encoder(int cell) {
        return encoders[cell];
    }

    private record Cell(int position, boolean required, CellEncoder encoder) {}
}
