// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.List;

/**
 * The columns that rows of one layout need. Known by identity: {@link RowSchemas} gives the same for the same layout.
 */
public final class RowSchema {
    private final List<RowColumn> columns;
    private final boolean part;

    RowSchema(List<RowColumn> columns, boolean part) {
        this.columns = List.copyOf(columns);
        this.part = part;
    }

    /** Whether a row need not have all that a table asks for: the key of a row that is deleted. */
    public boolean isPart() {
        return part;
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
