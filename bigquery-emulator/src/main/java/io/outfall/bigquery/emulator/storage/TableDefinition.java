// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.schema.Columns;
import java.util.List;

/**
 * What a client has declared of a table.
 *
 * @param settings everything but the columns, as in the REST interface
 * @param primaryKey names of columns, empty if there is none
 * @param partitioned whether by time or range
 */
public record TableDefinition(Columns columns, JsonObject settings, List<String> primaryKey, boolean partitioned) {

    /** The same table with other columns. */
    public TableDefinition with(Columns changed) {
        return new TableDefinition(changed, settings, primaryKey, partitioned);
    }

    /** Positions of the columns of the primary key. */
    int[] keyPositions() {
        return primaryKey.stream().mapToInt(columns::position).toArray();
    }
}
