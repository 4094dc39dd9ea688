// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query gives. */
public record QueryResult(List<Field> fields, List<List<@Nullable Object>> rows) {

    /** A column of the result with its type in DuckDB. */
    public record Field(String name, String duckType) {}

    /** Each row as a map from the names of the columns, in their order. */
    public List<Map<String, @Nullable Object>> maps() {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>(rows.size());
        for (List<@Nullable Object> row : rows) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                map.put(fields.get(i).name(), row.get(i));
            }
            maps.add(map);
        }
        return maps;
    }
}
