// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A market whose changes go into BigQuery twice: as the history of its tables, and as the tables themselves. */
class WarehousePipelineIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String TABLES = """
            CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, born date);
            CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2), placed timestamptz, due timestamp,
              pickup time, details jsonb, tags text[] NOT NULL, reference uuid, photo bytea, paid boolean,
              weight double precision);
            CREATE TABLE lines (order_id bigint, line smallint, article text, pieces int, PRIMARY KEY (order_id, line));

            INSERT INTO customers VALUES (1, 'Ana', '1969-12-31'), (2, 'João', NULL), (3, 'Zoë', '0001-01-01');
            INSERT INTO orders VALUES
              (1, 9999999999.99, '1969-12-31 23:59:59.999999Z', '0001-01-01 00:00:00.000001', '23:59:59.999999',
                '{"gift": true, "to": ["Ana", null]}', '{a,"b c"}', '6ecd8c99-4036-403d-bf84-cf8400f67836',
                '\\xdeadbeef', true, 0.1),
              (2, -0.01, NULL, NULL, NULL, NULL, '{c}', NULL, NULL, NULL, NULL);
            INSERT INTO lines SELECT 1, n, 'article ' || n, n FROM generate_series(1, 10) n;
            """;

    /**
     * The columns of a row itself: JSON without spaces, bytes as PostgreSQL writes them in JSON; there are no null
     * arrays.
     */
    private static final String ORDERS = """
            SELECT * REPLACE (json(details) AS details, '\\x' || lower(hex(photo)) AS photo, nullif(tags, []) AS tags)
            FROM (SELECT COLUMNS(lambda c: c = '__op' OR c[1:2] <> '__') FROM %s)""";

    private static final String LINES = "SELECT COLUMNS(lambda c: c = '__op' OR c[1:2] <> '__') FROM %s";

    private static Warehouse warehouse;
    private static Capture capture;

    @BeforeAll
    static void run(ConnectStack servers) throws SQLException {
        warehouse = Warehouse.start("history", "market");
        capture = Capture.create(servers, "market", TABLES);
        SourceDatabase database = capture.database();
        database.witness("orders", "id");
        database.witness("lines", "order_id", "line");
        capture.source("market-source", "market.public.lines", """
                topic.prefix=market
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                table.include.list=public\\.(customers|orders|lines)
                """);
        sink("market-history", """
                topics.regex=market\\.public\\.(.*)
                table.dataset=history
                table.name=${source.table}
                """);
        sink("market-mirror", """
                topics.regex=market\\.public\\.(.*)
                table.dataset=${source.database}
                table.name=${source.table}
                table.mode=upsert
                """);

        database.run("""
                INSERT INTO orders SELECT n, n / 100.0, timestamptz '2026-03-29 01:30:00Z' + n * interval '1 s', NULL, NULL,
                  jsonb_build_object('n', n), ARRAY['t' || n], NULL, NULL, n % 2 = 0, n / 3.0 FROM generate_series(3, 1000) n""");
        database.run("INSERT INTO lines SELECT n, 1, 'article', n FROM generate_series(2, 1000) n");
        database.run("UPDATE orders SET paid = true, weight = NULL WHERE id % 3 = 0");
        database.run("DELETE FROM lines WHERE pieces BETWEEN 500 AND 600");
        database.run("ALTER TABLE lines ADD COLUMN price numeric(10,4)");
        database.run("UPDATE lines SET price = pieces * 1.0001 WHERE pieces < 100");
        database.run(
                "DELETE FROM orders WHERE id BETWEEN 500 AND 600; INSERT INTO orders (id, tags) VALUES (555, '{again}')");
        database.run("ALTER TABLE customers ALTER COLUMN name DROP NOT NULL");
        database.run("UPDATE customers SET id = 30, name = NULL WHERE id = 3");
        database.run("DELETE FROM customers WHERE id = 2");
    }

    @AfterAll
    static void end() throws SQLException {
        capture.close();
        warehouse.close();
    }

    @Test
    void eachTableOfTheMirrorIsTheTableOfTheSource() {
        for (String table : new String[] {"customers", "orders", "lines"}) {
            String rows = (table.equals("orders") ? ORDERS : LINES).formatted("market." + table);
            eventually(() -> assertThat(
                            warehouse.differences(rows, capture.database().rows(table)))
                    .isEmpty());
        }
    }

    @Test
    void theHistoryHasEveryChangeOnce() {
        for (String table : new String[] {"orders", "lines"}) {
            String rows = (table.equals("orders") ? ORDERS : LINES).formatted("history." + table);
            eventually(() -> assertThat(
                            warehouse.differences(rows, capture.database().changes(table)))
                    .isEmpty());
        }
    }

    @Test
    void anotherKeyIsADeleteAndAnInsertInTheHistoryAndOneRowInTheMirror() {
        eventually(() -> assertThat(warehouse.rows(
                        "SELECT id, name, born, __op, __deleted FROM history.customers ORDER BY __offset"))
                .containsExactly(
                        "1 | Ana | 1969-12-31 | r | false",
                        "2 | João | null | r | false",
                        "3 | Zoë | 0001-01-01 | r | false",
                        "3 | null | null | d | true",
                        "30 | null | 0001-01-01 | c | false",
                        "2 | null | null | d | true"));
        eventually(() -> assertThat(warehouse.rows("SELECT id, name, born FROM market.customers ORDER BY id"))
                .containsExactly("1 | Ana | 1969-12-31", "30 | null | 0001-01-01"));
    }

    @Test
    void columnsHaveTheTypesOfTheSource() {
        eventually(() -> assertThat(warehouse.columns("FROM market.orders"))
                .containsExactly(
                        entry("id", "BIGINT"),
                        entry("total", "DECIMAL(38,9)"),
                        entry("placed", "TIMESTAMP WITH TIME ZONE"),
                        entry("due", "TIMESTAMP"),
                        entry("pickup", "TIME"),
                        entry("details", "JSON"),
                        entry("tags", "VARCHAR[]"),
                        entry("reference", "VARCHAR"),
                        entry("photo", "BLOB"),
                        entry("paid", "BOOLEAN"),
                        entry("weight", "DOUBLE")));
    }

    @Test
    void aDatasetThatIsNotThereFailsTheTaskWithinSecondsAndIsNamed() {
        capture.register("market-nowhere", Settings.with(warehouse.sinkSettings(), """
                topics=market.public.customers
                table.dataset=nowhere
                """));

        assertThat(assertTimeout(
                        Duration.ofSeconds(15), () -> capture.connectors().awaitFailed("market-nowhere")))
                .contains("nowhere");
    }

    private static void sink(String name, String settings) {
        capture.start(name, Settings.with(warehouse.sinkSettings(), settings));
    }
}
