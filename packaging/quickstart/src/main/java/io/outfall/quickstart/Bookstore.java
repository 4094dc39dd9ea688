// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The database that the pipeline starts from. */
final class Bookstore implements AutoCloseable {
    private final Connection connection;

    /** Connects to a database that may be empty. */
    Bookstore(String jdbcUrl) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl);
    }

    /** Runs a whole script. */
    void run(Path script) throws IOException, SQLException {
        execute(Files.readString(script));
    }

    /** The statements of a script, parted by blank lines, without the comment at its top. */
    static List<String> statements(Path script) throws IOException {
        return Arrays.stream(Files.readString(script).split("\n\\s*\n"))
                .map(String::strip)
                .filter(statement -> !statement.lines().allMatch(line -> line.startsWith("--")))
                .toList();
    }

    /** Runs one statement and returns the number of rows that it changed. */
    int execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(0, statement.getUpdateCount());
        }
    }

    /** Every change so far, by the account that the database keeps itself. */
    List<Change> changes() throws SQLException {
        return changes("SELECT table_name, op, row_data::text FROM witness.changes ORDER BY number");
    }

    /** The rows of the tables that have a key, as they are now: what a snapshot would read. */
    List<Change> rows() throws SQLException {
        return changes("""
                SELECT 'BookTypes', 'r', to_jsonb(t)::text FROM "BookTypes" t
                UNION ALL SELECT 'Books', 'r', to_jsonb(t)::text FROM "Books" t
                UNION ALL SELECT 'Users', 'r', to_jsonb(t)::text FROM "Users" t""");
    }

    private List<Change> changes(String sql) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                changes.add(new Change(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return changes;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
