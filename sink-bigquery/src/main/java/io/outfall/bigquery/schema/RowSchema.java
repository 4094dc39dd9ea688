// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.List;

/**
 * The columns that rows of one layout need. Known by identity: {@link RowSchemas} gives the same for the same layout.
 */
public final class RowSchema {
    private final List<RowColumn> columns;

    RowSchema(List<RowColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Those of the row and then those of the metadata; without those of which nothing is known but nulls. */
    public List<RowColumn> columns() {
        return columns;
    }

    /** The columns of a new table for such rows. */
    public TableColumns table() {
        return new TableColumns(columns.stream().map(RowColumn::column).toList());
    }
}
