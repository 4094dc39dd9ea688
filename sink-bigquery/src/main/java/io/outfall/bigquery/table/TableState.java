// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableSchema;
import io.outfall.bigquery.schema.RestModel;
import io.outfall.bigquery.schema.TableColumns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as BigQuery has it.
 *
 * @param columns its columns
 * @param schema the same in BigQuery's words, which say more
 * @param etag of this state; a change that names it is refused if there was another one since
 * @param key the columns of the primary key; empty if it has none
 * @param labels of the table
 */
public record TableState(
        TableColumns columns, @Nullable TableSchema schema, String etag, List<String> key, Map<String, String> labels) {

    static TableState of(Table table) {
        boolean keyed = table.getTableConstraints() != null
                && table.getTableConstraints().getPrimaryKey() != null;
        return new TableState(
                RestModel.columns(table.getSchema()),
                table.getSchema(),
                String.valueOf(table.getEtag()),
                keyed ? List.copyOf(table.getTableConstraints().getPrimaryKey().getColumns()) : List.of(),
                table.getLabels() == null ? Map.of() : Map.copyOf(table.getLabels()));
    }
}
