// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.emulator.BigQueryEmulator;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.testing.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** BigQuery tells of a new table or column at once, and takes rows for it minutes later. */
@Timeout(60)
class VisibilityIT {
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Schema NAMED =
            SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA).build();
    private static final Schema RATED = SchemaBuilder.struct()
            .field("name", Schema.STRING_SCHEMA)
            .field("rating", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    /** Records of a topic, the first half without the column {@code rating} and the other with it. */
    private static List<SinkRecord> records(String topic, long from, long to) {
        List<SinkRecord> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            Struct value = offset < (from + to) / 2
                    ? new Struct(NAMED).put("name", "n" + offset)
                    : new Struct(RATED).put("name", "n" + offset).put("rating", (int) offset);
            records.add(Notes.record(topic, 0, offset, value));
        }
        return records;
    }

    private static String counts(Warehouse warehouse, String table) {
        return warehouse
                .query("SELECT count(DISTINCT __offset), count(*), sum(rating) FROM shop." + table)
                .get(0);
    }

    @Test
    void noRowIsLostOrTwiceInATableThatCannotBeSeenYetAndOtherTablesGoOn() {
        try (Warehouse warehouse = new Warehouse(BigQueryEmulator.builder().writeVisibilityDelay(DELAY))) {
            try (TaskRun run = warehouse.run(Map.of())) {
                run.put(records("shop.public.old", 0, 10));
                run.awaitDurable();
                assertThat(counts(warehouse, "public_old")).isEqualTo("10 | 10 | 35");

                run.put(records("shop.public.fresh", 0, 10));
                long before = System.nanoTime();
                run.put(records("shop.public.old", 10, 20));
                run.pollUntil(() -> counts(warehouse, "public_old").equals("20 | 20 | 120"));
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(DELAY);

                run.awaitDurable();
                assertThat(run.context().reported()).isEmpty();
            }
            assertThat(counts(warehouse, "public_fresh")).isEqualTo("10 | 10 | 35");
        }
    }

    @Test
    void theFirstRowOfANewTableCanBeQueriedWithinASecond() {
        try (Warehouse warehouse = new Warehouse();
                TaskRun run = warehouse.run(Map.of("batch.linger.ms", "200"))) {
            run.put(records("shop.public.warm", 0, 10));
            run.awaitDurable();

            long before = System.nanoTime();
            run.put(records("shop.public.fresh", 0, 1));
            run.pollUntil(() -> warehouse.emulator().calls().count(Operation.APPEND_ROWS, "shop.public_fresh") > 0);
            run.pollUntil(
                    () -> !warehouse.query("SELECT * FROM shop.public_fresh").isEmpty());

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        }
    }
}
