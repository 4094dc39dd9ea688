// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import io.outfall.type.SemanticType;
import java.util.List;

/**
 * A column that rows need, of the row or of the metadata that follow it; or a member of such a column.
 *
 * @param position where its value is: among the columns of the row and the metadata, or among the members of the struct
 * @param column what it is in a table that has no such column yet
 * @param type what it means, and so what its canonical values are
 * @param members the parts that the type or the elements of its list have, whether or not the column is a STRUCT
 */
public record RowColumn(int position, TableColumn column, SemanticType type, List<RowColumn> members) {
    public RowColumn {
        members = List.copyOf(members);
    }
}
