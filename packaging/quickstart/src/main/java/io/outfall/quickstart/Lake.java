// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Parquet files of a bucket as tables of DuckDB, one per topic. The reader is not ours, so it tells what anybody
 * else would see.
 */
final class Lake implements AutoCloseable {
    private final Connection duckdb;
    private final Set<String> tables = new TreeSet<>();

    Lake() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        update("CREATE TABLE witness (table_name VARCHAR, op VARCHAR, row_data JSON)");
    }

    /**
     * Looks at the files anew.
     *
     * @param bucket the folder that the S3 server keeps the bucket in
     * @param keys keys of Parquet files, which start with {@code <prefix>.<schema>.<table>/}
     */
    void show(Path bucket, List<String> keys) throws SQLException {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (String key : keys) {
            String topic = key.substring(0, key.indexOf('/'));
            String table = topic.substring(topic.lastIndexOf('.') + 1);
            files.computeIfAbsent(table, name -> new ArrayList<>())
                    .add(bucket.resolve(key).toString());
        }
        for (Map.Entry<String, List<String>> entry : files.entrySet()) {
            String list = entry.getValue().stream().map(Lake::text).collect(Collectors.joining(", "));
            update("CREATE OR REPLACE VIEW " + name(entry.getKey()) + " AS SELECT * FROM read_parquet([" + list
                    + "], union_by_name = true, hive_partitioning = false)");
        }
        tables.addAll(files.keySet());
    }

    /** Names of the tables that have files. */
    List<String> tables() {
        return List.copyOf(tables);
    }

    /** The newest rows of a table, newest last, with what the sink says of each change. */
    TextTable newest(String table, int limit) throws SQLException {
        String columns = columns(table).keySet().stream().map(Lake::name).collect(Collectors.joining(", "));
        return query("SELECT __op, " + columns + ", __source_time, __offset FROM " + name(table)
                + " ORDER BY __offset DESC LIMIT " + limit);
    }

    long count(String table) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + name(table))) {
            result.next();
            return result.getLong(1);
        }
    }

    /**
     * What the files and the database disagree about: rows that are missing or too many, in words. Every operation
     * counts, and every value of every row.
     */
    List<String> differences(List<Change> changes) throws SQLException {
        note(changes);
        Set<String> expected = changes.stream().map(Change::table).collect(Collectors.toCollection(TreeSet::new));
        List<String> differences = new ArrayList<>();
        for (String table : expected) {
            if (tables.contains(table)) {
                differences.addAll(differences(table));
            } else {
                differences.add(table + ": nothing arrived");
            }
        }
        return differences;
    }

    private List<String> differences(String table) throws SQLException {
        Map<String, String> columns = columns(table);
        List<String> differences = new ArrayList<>();
        for (List<String> row : query(
                        "SELECT DISTINCT unnest(json_keys(row_data)) FROM witness WHERE table_name = " + text(table))
                .rows()) {
            if (!columns.containsKey(row.get(0))) {
                differences.add(table + ": no column " + row.get(0));
            }
        }
        String lake = "SELECT __op, "
                + columns.keySet().stream().map(Lake::name).collect(Collectors.joining(", ")) + " FROM " + name(table);
        String database = "SELECT op, "
                + columns.entrySet().stream()
                        .map(column -> "CAST(json_extract_string(row_data, " + text("$.\"" + column.getKey() + "\"")
                                + ") AS " + column.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + " FROM witness WHERE table_name = " + text(table);
        describe(differences, table + ": missing ", query(database + " EXCEPT ALL " + lake));
        describe(differences, table + ": too much ", query(lake + " EXCEPT ALL " + database));
        return differences;
    }

    private static void describe(List<String> differences, String what, TextTable rows) {
        rows.rows().forEach(row -> differences.add(what + String.join(" | ", row)));
    }

    private void note(List<Change> changes) throws SQLException {
        update("DELETE FROM witness");
        try (PreparedStatement insert = duckdb.prepareStatement("INSERT INTO witness VALUES (?, ?, ?)")) {
            for (Change change : changes) {
                insert.setString(1, change.table());
                insert.setString(2, change.op());
                insert.setString(3, change.row());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The columns of the row itself, with their types; those about the change begin with two underscores. */
    private Map<String, String> columns(String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        for (List<String> column : query("DESCRIBE " + name(table)).rows()) {
            if (!column.get(0).startsWith("__")) {
                columns.put(column.get(0), column.get(1));
            }
        }
        return columns;
    }

    private TextTable query(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return TextTable.of(result);
        }
    }

    private void update(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
