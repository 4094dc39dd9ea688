// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import io.outfall.testing.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Changes in a database without end, about 160 rows a second: orders that come, change and go, and a hundred accounts
 * that change all the time, change their keys, go and come back.
 */
final class Trade implements Pace, AutoCloseable {
    static final String TABLES = """
            CREATE TABLE orders (id bigint PRIMARY KEY, account int NOT NULL, total numeric(12,2), placed timestamptz, state text);
            CREATE TABLE accounts (id int PRIMARY KEY, balance numeric(14,2) NOT NULL, note text);
            INSERT INTO accounts SELECT n, 0, 'new' FROM generate_series(0, 99) n;
            """;

    private static final String TICK = """
            INSERT INTO orders SELECT n, %2$d, n / 100.0, now(), 'new' FROM generate_series(%1$d, %1$d + 2) n;
            UPDATE orders SET state = 'paid', total = total + 0.01 WHERE id = %1$d - %3$d;
            DELETE FROM orders WHERE id = %1$d - 2 * %3$d;
            UPDATE accounts SET balance = balance + %3$d WHERE id IN (%2$d, %2$d + 1000);
            UPDATE accounts SET id = (id + 1000) %% 2000 WHERE id IN (%4$d, %4$d + 1000);
            DELETE FROM accounts WHERE id IN (%5$d, %5$d + 1000);
            INSERT INTO accounts VALUES (%5$d, %1$d, 'again')""";

    private static final String RAISE = "UPDATE accounts SET balance = balance * 1.01";
    private static final int TICK_MS = 60;
    private static final int ROWS_OF_A_TICK = 9;
    private static final int ACCOUNTS = 100;
    private static final int RAISE_EVERY = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Connection connection;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong changed = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Random random = new Random(Attack.SEED);
    private long order = 1;

    private Trade(Connection connection) {
        this.connection = connection;
    }

    /** Starts to change what is in {@link #TABLES}. */
    static Trade on(PostgresServer server) throws SQLException {
        Trade trade = new Trade(server.connect(server.database()));
        Future<?> unused = trade.ticks.scheduleAtFixedRate(trade::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        return trade;
    }

    @Override
    public void awaitRows(long more) {
        long wanted = changed.get() + more;
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> changed.get() >= wanted);
    }

    /** Changes nothing more. */
    void stop() throws InterruptedException {
        ticks.shutdown();
        if (!ticks.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the trade does not end");
        }
        Exception cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the database refused a change", cause);
        }
    }

    @Override
    public void close() throws SQLException {
        ticks.shutdownNow();
        connection.close();
    }

    private void tick() {
        String sql = TICK.formatted(
                order,
                random.nextInt(ACCOUNTS),
                1 + random.nextInt(ACCOUNTS),
                random.nextInt(ACCOUNTS),
                random.nextInt(ACCOUNTS));
        order += 3;
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            changed.addAndGet(ROWS_OF_A_TICK);
            if (order / 3 % RAISE_EVERY == 0) {
                statement.execute(RAISE);
                changed.addAndGet(ACCOUNTS);
            }
        } catch (SQLException e) {
            failure.compareAndSet(null, e);
        }
    }
}
