// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.Columns;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The DuckDB that rows end up in: a schema per dataset, in memory. */
public final class Warehouse implements AutoCloseable {

    private final DuckDBConnection connection;

    public Warehouse() {
        try {
            Connection opened = DriverManager.getConnection("jdbc:duckdb:");
            connection = opened.unwrap(DuckDBConnection.class);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start", e);
        }
        execute("SET TimeZone = 'UTC'");
        // The names of GoogleSQL that DuckDB has not.
        execute("CREATE TYPE float64 AS DOUBLE");
    }

    /** Runs a statement of the emulator's own. */
    synchronized void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refused: " + sql, e);
        }
    }

    /** Adds rows to a table. */
    synchronized void load(TableName table, Columns columns, List<@Nullable Object[]> rows) {
        load(table.dataset(), table.table(), columns, rows);
    }

    /** Puts changes, one of a key, into a table. */
    synchronized void apply(TableName table, Columns columns, int[] key, List<Change> changes) {
        Columns keyColumns =
                new Columns(Arrays.stream(key).mapToObj(columns::get).collect(Collectors.toList()));
        String declarations =
                keyColumns.all().stream().map(Column::duckDeclaration).collect(Collectors.joining(", "));
        execute("CREATE OR REPLACE TABLE main.changed(" + declarations + ")");
        List<@Nullable Object[]> keys = new ArrayList<>(changes.size());
        List<@Nullable Object[]> upserts = new ArrayList<>();
        for (Change change : changes) {
            keys.add(Arrays.stream(key).mapToObj(at -> change.row()[at]).toArray());
            if (!change.delete()) {
                upserts.add(change.row());
            }
        }
        load("main", "changed", keyColumns, keys);
        String same = keyColumns.all().stream()
                .map(column -> "t.\"" + column.name() + "\" = c.\"" + column.name() + "\"")
                .collect(Collectors.joining(" AND "));
        execute("DELETE FROM " + table.quoted() + " t USING main.changed c WHERE " + same);
        load(table, columns, upserts);
    }

    private void load(String schema, String table, Columns columns, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (DuckDBAppender appender = connection.createAppender(schema, table)) {
            Cells cells = new Cells(appender, columns);
            for (@Nullable Object[] row : rows) {
                cells.append(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refused rows of " + schema + "." + table, e);
        }
    }

    /**
     * Runs a query.
     *
     * @param parameters values of the question marks, in their order
     * @throws Refusal if DuckDB does not take it
     */
    public synchronized QueryResult query(String sql, List<? extends @Nullable Object> parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        } catch (SQLException e) {
            throw new Refusal(Refusal.Reason.INVALID_QUERY, String.valueOf(e.getMessage()), e);
        }
    }

    private static QueryResult read(ResultSet rows) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        List<QueryResult.Field> fields = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            fields.add(new QueryResult.Field(about.getColumnLabel(i), about.getColumnTypeName(i)));
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable Object> row = new ArrayList<>(fields.size());
            for (int i = 1; i <= fields.size(); i++) {
                row.add(ResultValues.read(rows, i, fields.get(i - 1).duckType()));
            }
            values.add(row);
        }
        return new QueryResult(fields, values);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not stop", e);
        }
    }
}
