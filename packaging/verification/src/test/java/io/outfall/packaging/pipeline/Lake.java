// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files of a bucket as DuckDB sees them, which fails as long as there are none. In SQL, {@code files('folder')} is
 * every row of the Parquet files below a folder of the bucket, and {@code changes('folder')} the same with the columns
 * of the table and {@code __op} only.
 */
final class Lake implements AutoCloseable {
    private final Connection duckdb;

    /** @param bucket the folder that holds the objects of the bucket */
    Lake(Path bucket) throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET TimeZone = 'UTC'");
        execute("CREATE MACRO files(folder) AS TABLE SELECT * FROM read_parquet('" + bucket
                + "/' || folder || '/**/*.parquet', union_by_name = true, hive_partitioning = false)");
        execute(
                "CREATE MACRO changes(folder) AS TABLE SELECT COLUMNS(lambda c: c = '__op' OR c[1:2] <> '__') FROM files(folder)");
    }

    /** The rows that a query answers, cells joined by {@code " | "}. */
    List<String> rows(String query) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return lines(result);
        }
    }

    /** The columns of a query's answer: types by names. */
    Map<String, String> columns(String query) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet described = statement.executeQuery("DESCRIBE " + query)) {
            while (described.next()) {
                columns.put(described.getString("column_name"), described.getString("column_type"));
            }
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
    List<String> differences(String query, String expected) throws SQLException {
        expect(expected);
        Map<String, String> columns = columns(query);
        List<String> differences = new ArrayList<>();
        for (String column : rows("SELECT DISTINCT unnest(json_keys(one)) AS name FROM expected ORDER BY name")) {
            if (!columns.containsKey(column)) {
                differences.add("no column " + column);
            }
        }
        String wanted = columns.entrySet().stream()
                .map(column -> "(one ->> '$.\"%1$s\"')::%2$s AS \"%1$s\"".formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM expected"));
        differences.addAll(rows("SELECT 'missing', * FROM (" + wanted + " EXCEPT ALL " + query + ")"));
        differences.addAll(rows("SELECT 'too many', * FROM (" + query + " EXCEPT ALL " + wanted + ")"));
        return differences;
    }

    private void expect(String rows) throws SQLException {
        execute("CREATE OR REPLACE TEMP TABLE expected (one JSON)");
        try (PreparedStatement insert =
                duckdb.prepareStatement("INSERT INTO expected SELECT unnest(json_extract(?::JSON, '$[*]'))")) {
            insert.setString(1, rows);
            insert.execute();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> lines(ResultSet result) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (result.next()) {
            List<String> cells = new ArrayList<>();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                cells.add(String.valueOf(result.getString(column)));
            }
            lines.add(String.join(" | ", cells));
        }
        return lines;
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
