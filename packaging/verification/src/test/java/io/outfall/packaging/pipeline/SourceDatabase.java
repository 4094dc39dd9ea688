// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import io.outfall.testing.stack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The database at the start of a pipeline. Triggers keep an account of every change, apart from replication, which is
 * what the files at the end are held against.
 */
final class SourceDatabase implements AutoCloseable {
    private static final String WITNESS = """
            CREATE SCHEMA witness;
            CREATE TABLE witness.changes (
              number bigserial PRIMARY KEY, table_name text, op text, row_data jsonb);

            -- The row with the columns named, or with all if none is.
            CREATE FUNCTION witness.only(row_data jsonb, columns text[]) RETURNS jsonb LANGUAGE sql AS $$
              SELECT CASE WHEN cardinality(columns) > 0
                THEN (SELECT jsonb_object_agg(key, value) FROM jsonb_each(row_data) WHERE key = ANY(columns))
                ELSE row_data END $$;

            CREATE FUNCTION witness.note() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO witness.changes (table_name, op, row_data) VALUES (
                TG_TABLE_NAME,
                CASE TG_OP WHEN 'INSERT' THEN 'c' WHEN 'UPDATE' THEN 'u' ELSE 'd' END,
                CASE TG_OP WHEN 'DELETE' THEN witness.only(to_jsonb(OLD), TG_ARGV) ELSE to_jsonb(NEW) END);
              RETURN NULL;
            END $$;
            """;

    private final PostgresServer server;
    private final String name;
    private final Connection connection;

    private SourceDatabase(PostgresServer server, String name, Connection connection) {
        this.server = server;
        this.name = name;
        this.connection = connection;
    }

    /** Creates a database with the tables of a script. */
    static SourceDatabase create(PostgresServer server, String name, String script) throws SQLException {
        server.createDatabase(name);
        SourceDatabase database = new SourceDatabase(server, name, server.connect(name));
        database.run(script);
        database.run(WITNESS);
        return database;
    }

    /** The same database for somebody else, with transactions of their own. */
    SourceDatabase somebodyElse() throws SQLException {
        return new SourceDatabase(server, name, server.connect(name));
    }

    String name() {
        return name;
    }

    /** Runs statements, in one transaction unless they say otherwise. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Notes the rows that a table has now as read and every change from now on.
     *
     * @param deleted the columns to note of a deleted row; all if none is named
     */
    void witness(String table, String... deleted) throws SQLException {
        String columns =
                Arrays.stream(deleted).map(column -> "'" + column + "'").collect(Collectors.joining(", "));
        run("""
                INSERT INTO witness.changes (table_name, op, row_data)
                  SELECT '%1$s', 'r', to_jsonb(t) FROM "%1$s" t;
                CREATE TRIGGER witness AFTER INSERT OR UPDATE OR DELETE ON "%1$s"
                  FOR EACH ROW EXECUTE FUNCTION witness.note(%2$s);
                """.formatted(table, columns));
    }

    /** Every change of a table with the operation as {@code __op}, as a JSON list of rows. */
    String changes(String table) throws SQLException {
        return json("SELECT row_data || jsonb_build_object('__op', op) FROM witness.changes WHERE table_name = '"
                + table + "'");
    }

    /** What a query of one JSON column returns, as a JSON list. */
    String json(String query) throws SQLException {
        return text("SELECT coalesce(jsonb_agg(q.one), '[]') FROM (" + query + ") q (one)");
    }

    /** The rows of a table, as a JSON list. */
    String rows(String table) throws SQLException {
        return json("SELECT to_jsonb(t) FROM \"" + table + "\" t");
    }

    /** The only cell of a query's answer. */
    String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
