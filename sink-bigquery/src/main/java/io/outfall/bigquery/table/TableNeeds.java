// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import io.outfall.bigquery.schema.RowSchema;
import java.util.List;
import java.util.Set;

/**
 * What rows that wait need of their table.
 *
 * @param rows the columns, by kind of row
 * @param nulls columns that rows have no value for
 * @param key the columns of the key of a mirror; empty for a log
 */
public record TableNeeds(List<RowSchema> rows, Set<String> nulls, List<String> key) {
    public TableNeeds {
        rows = List.copyOf(rows);
        nulls = Set.copyOf(nulls);
        key = List.copyOf(key);
    }
}
