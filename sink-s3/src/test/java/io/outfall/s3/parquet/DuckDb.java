// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.SemanticType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /**
     * The rows of a Parquet file that read otherwise than the same rows from SQL.
     *
     * @param columns names and types
     * @param rows canonical values of these types
     */
    List<String> differences(Path file, Map<String, SemanticType> columns, List<List<@Nullable Object>> rows) {
        List<SemanticType> types = List.copyOf(columns.values());
        query("create or replace table expected (row_number bigint"
                + columns.entrySet().stream()
                        .map(column -> ", " + column.getKey() + " " + AnyRows.sqlType(column.getValue()))
                        .collect(Collectors.joining())
                + ")");
        for (int r = 0; r < rows.size(); r++) {
            List<@Nullable Object> row = rows.get(r);
            String values = IntStream.range(0, types.size())
                    .mapToObj(i -> ", " + AnyRows.sql(types.get(i), row.get(i)))
                    .collect(Collectors.joining());
            query("insert into expected values (" + r + values + ")");
        }
        String different = columns.keySet().stream()
                .map(name -> " or e." + name + " is distinct from a." + name)
                .collect(Collectors.joining());
        return query("select e, a from expected e full join"
                + " (select *, file_row_number as row_number from read_parquet('" + file
                + "', file_row_number = true)) a"
                + " using (row_number) where a.row_number is null or e.row_number is null" + different);
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
