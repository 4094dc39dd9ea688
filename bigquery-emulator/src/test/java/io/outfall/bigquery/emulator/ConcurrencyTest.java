// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.schema;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    private static final int WRITERS = 4;
    private static final int REQUESTS = 50;
    private static final int ROWS = 200;

    private final Clients bigquery = Clients.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        bigquery.close();
    }

    @Test
    void noRowIsLostWhileTheTableChangesAndIsQueried() throws Exception {
        bigquery.create("log", field("id", "INTEGER"));
        bigquery.createKeyed("mirror", "id", field("id", "INTEGER"), field("n", "INTEGER"));
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(threads.submit(() -> write(writer)));
        }

        List<TableFieldSchema> columns = new ArrayList<>(List.of(field("id", "INTEGER")));
        for (int i = 0; i < 4; i++) {
            columns.add(field("extra" + i, "STRING"));
            bigquery.patch("log", new Table().setSchema(schema(columns.toArray(TableFieldSchema[]::new))));
            bigquery.query("SELECT count(*) FROM shop.log, shop.mirror");
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertThat(bigquery.query("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM shop.log"))
                .containsExactly(Map.of("n", 40_000L, "ids", 40_000L));
        assertThat(bigquery.query("SELECT count(*) AS n, min(n) AS low, max(n) AS high FROM shop.mirror"))
                .containsExactly(Map.of("n", (long) ROWS, "low", 49L, "high", 49L));
    }

    /** Every writer adds rows of its own to the log, and writes the same keys of the mirror again and again. */
    private void write(int writer) {
        try (Connection log = new Connection(bigquery);
                Connection mirror = new Connection(bigquery)) {
            for (int request = 0; request < REQUESTS; request++) {
                Rows plain = Rows.of("id int64");
                Rows changes = Rows.of("id int64", "n int64", "_change_type string", "_change_sequence_number string");
                for (int row = 0; row < ROWS; row++) {
                    plain.row((long) (writer * REQUESTS + request) * ROWS + row);
                    changes.row((long) row, (long) request, "UPSERT", Integer.toHexString(request));
                }
                assertThat(log.append(stream("log") + "/_default", plain).hasAppendResult())
                        .isTrue();
                assertThat(mirror.append(stream("mirror") + "/_default", changes)
                                .hasAppendResult())
                        .isTrue();
            }
        }
    }
}
