// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How fast a worker reads Debezium's envelopes as JSON with schemas and writes them into the emulator, with one task:
 * printed, not judged, for it says as much of the machine. {@code throughput.rows} says how many rows.
 */
class WarehouseThroughputIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final int ROWS = Integer.getInteger("throughput.rows", 10_000);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static Warehouse warehouse;
    private static Capture capture;

    @BeforeAll
    static void fill(ConnectStack servers) throws SQLException {
        warehouse = Warehouse.start("speed");
        capture = Capture.create(servers, "speed", """
                CREATE TABLE readings (id bigint PRIMARY KEY, sensor int, value numeric(12,4), taken timestamptz, note text);
                INSERT INTO readings SELECT n, n %% 100, n / 10000.0, now(), 'reading ' || n FROM generate_series(1, %d) n;
                """.formatted(ROWS));
        capture.source("speed-source", "speed.public.readings", """
                topic.prefix=speed
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                table.include.list=public\\.readings
                """);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> servers.topics().ends("speed.public.readings").values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        == ROWS);
    }

    @AfterAll
    static void end() throws SQLException {
        capture.close();
        warehouse.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "upsert"})
    void everyRowArrives(String mode) {
        long start = System.nanoTime();
        capture.start("speed-" + mode, Settings.with(warehouse.sinkSettings(), """
                topics=speed.public.readings
                table.dataset=speed
                table.name=%1$s
                table.mode=%1$s
                """.formatted(mode)));
        awaitRows(mode, 1);
        long first = System.nanoTime();
        awaitRows(mode, ROWS);
        long last = System.nanoTime();

        System.out.printf(
                Locale.ROOT,
                "%s: %,d rows, the first after %.1f s, the others in %.1f s: %,.0f rows/s%n",
                mode,
                ROWS,
                (first - start) / 1e9,
                (last - first) / 1e9,
                ROWS * 1e9 / (last - first));
    }

    private static void awaitRows(String table, int atLeast) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> assertThat(Integer.parseInt(warehouse
                                .rows("SELECT count(*) FROM speed." + table)
                                .get(0)))
                        .isGreaterThanOrEqualTo(atLeast));
    }
}
