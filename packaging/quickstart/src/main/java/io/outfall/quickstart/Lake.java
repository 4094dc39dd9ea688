// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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
final class Lake implements Tables, AutoCloseable {
    private final Connection duckdb;
    private final Set<String> tables = new TreeSet<>();

    Lake() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
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
            String list = entry.getValue().stream().map(Comparison::text).collect(Collectors.joining(", "));
            update("CREATE OR REPLACE VIEW " + from(entry.getKey()) + " AS SELECT * FROM read_parquet([" + list
                    + "], union_by_name = true, hive_partitioning = false)");
        }
        tables.addAll(files.keySet());
    }

    @Override
    public List<String> tables() {
        return List.copyOf(tables);
    }

    @Override
    public String from(String table) {
        return Comparison.name(table);
    }

    @Override
    public TextTable query(String sql) throws SQLException {
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

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
