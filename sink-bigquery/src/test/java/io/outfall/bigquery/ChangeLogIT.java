// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.fixture.Fixtures;
import io.outfall.testing.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What recorded change events become in a table that is a log. */
@Timeout(60)
class ChangeLogIT {
    private static final String SET = "adaptive_precise";

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private void write(String topic, Map<String, String> settings) {
        try (TaskRun run = warehouse.run(settings)) {
            run.put(Fixtures.load(SET, topic));
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }
    }

    @Test
    void everyChangeIsARowInATableMadeForIt() {
        write("fx.identity_default", Map.of());

        assertThat(warehouse.query(
                        "SELECT __offset, __op, __deleted, id, a, b FROM shop.fx_identity_default ORDER BY __offset"))
                .containsExactly(
                        "0 | r | false | 1 | a1 | b1",
                        "1 | r | false | 2 | a2 | null",
                        "2 | c | false | 10 | a10 | b10",
                        "3 | u | false | 10 | a10 changed | b10",
                        "4 | u | false | 10 | a10 changed | b10",
                        "5 | d | true | 10 | null | null",
                        "7 | c | false | 10 | a10 again | null",
                        "8 | d | true | 2 | null | null",
                        "10 | d | true | 1 | null | null",
                        "12 | c | false | 20 | a1 | b1");
    }

    @Test
    void columnsThatAreAddedLaterAreAddedAndARowThatNoChangeFitsGoesToTheDeadLetterQueue() {
        List<SinkRecord> records = Fixtures.load(SET, "fx.evolving");
        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(records);
            run.awaitDurable();

            assertThat(run.context().reported())
                    .isNotEmpty()
                    .allSatisfy(reported -> assertThat(reported.error())
                            .hasMessageContaining("column a: the table's column a is INT64, and the row needs STRING"));
            assertThat(warehouse.query("SELECT count(*) FROM shop.fx_evolving"))
                    .containsExactly(String.valueOf(
                            rows(records) - run.context().reported().size()));
        }
        assertThat(warehouse.query("SELECT id, b, c FROM shop.fx_evolving WHERE c IS NOT NULL ORDER BY __offset"))
                .isNotEmpty();
    }

    @Test
    void twoTopicsInOneTableLoseNothing() {
        List<SinkRecord> records = new ArrayList<>(Fixtures.load(SET, "fx.tx_a"));
        records.addAll(Fixtures.load(SET, "fx.tx_b"));
        try (TaskRun run = warehouse.run(Map.of("table.name", "transactions"))) {
            run.put(records);
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }

        assertThat(warehouse.query(
                        "SELECT count(DISTINCT (__topic, __partition, __offset)), count(*) FROM shop.transactions"))
                .containsExactly(rows(records) + " | " + rows(records));
    }

    /** All but the tombstones that come after their deletes. */
    private static long rows(List<SinkRecord> records) {
        return records.stream().filter(record -> record.value() != null).count();
    }
}
