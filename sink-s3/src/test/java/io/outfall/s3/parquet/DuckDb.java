// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's reader: an in-memory DuckDB, asked in SQL, answering in text. */
public final class DuckDb implements AutoCloseable {
    private final Connection connection;

    public DuckDb() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            query("set TimeZone='UTC'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of the answer, cells joined by {@code " | "}, NULL as {@code null}. */
    public List<String> query(String sql) {
        try (Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet result = statement.getResultSet();
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        cells.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join(" | ", cells));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The only row and cell of the answer. */
    public String value(String sql) {
        List<String> rows = query(sql);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows: " + sql);
        }
        return rows.get(0);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
