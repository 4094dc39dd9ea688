// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a bucket as DuckDB sees them, which fails as long as there are none. In SQL, {@code files('folder')} is
 * every row of the Parquet files below a folder of the bucket, and {@code changes('folder')} the same with the columns
 * of the table and {@code __op} only.
 */
final class Lake implements Sql, AutoCloseable {
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

    @Override
    public List<String> rows(String query) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return lines(result);
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
