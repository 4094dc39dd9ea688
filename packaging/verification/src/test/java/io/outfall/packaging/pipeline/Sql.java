// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** DuckDB, as far as it can be asked and not told. */
public interface Sql {

    /** The rows that a query answers, cells joined by {@code " | "}. */
    List<String> rows(String query) throws SQLException;

    /** The columns of a query's answer: types by names. */
    default Map<String, String> columns(String query) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : rows("SELECT column_name, column_type FROM (DESCRIBE " + query + ")")) {
            int between = column.lastIndexOf(" | ");
            columns.put(column.substring(0, between), column.substring(between + 3));
        }
        return columns;
    }

    /**
     * What a query and the rows expected disagree about, in words: columns and rows that are missing, rows that are too
     * many. A row that is expected twice has to come twice.
     *
     * @param query gives rows; the order does not matter
     * @param expected a JSON list of objects whose names are those of the query's columns; what an object does not name
     *     is NULL
     */
    default List<String> differences(String query, String expected) throws SQLException {
        String rows = "(SELECT unnest(json_extract('" + expected.replace("'", "''") + "'::JSON, '$[*]')) AS one)";
        Map<String, String> columns = columns(query);
        List<String> differences = new ArrayList<>();
        for (String column : rows("SELECT DISTINCT unnest(json_keys(one)) AS name FROM " + rows + " ORDER BY name")) {
            if (!columns.containsKey(column)) {
                differences.add("no column " + column);
            }
        }
        String wanted = columns.entrySet().stream()
                .map(column -> "(one ->> '$.\"%1$s\"')::%2$s AS \"%1$s\"".formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + rows));
        differences.addAll(rows("SELECT 'missing', * FROM (" + wanted + " EXCEPT ALL " + query + ")"));
        differences.addAll(rows("SELECT 'too many', * FROM (" + query + " EXCEPT ALL " + wanted + ")"));
        return differences;
    }
}
