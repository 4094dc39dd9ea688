// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.testing.task.TaskRun;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that takes requests and does not answer. */
@Timeout(60)
class StalledServerIT {
    private static final long BUDGET = 1 << 20;
    private static final int POLL = 500;
    private static final int MOST_OF_A_NOTE = 1024;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void anAppendWithoutAnAnswerIsRepeatedOnAnotherConnection() {
        warehouse.emulator().faults().next(Operation.APPEND_ROWS, 2, Fault.stall());
        try (TaskRun run = warehouse.run(Map.of("bigquery.request.timeout.ms", "300"))) {
            run.put(Notes.notes(0, 0, 100));
            run.awaitDurable();
        }

        assertThat(warehouse.query("SELECT count(DISTINCT __offset) FROM " + Notes.TABLE))
                .containsExactly("100");
    }

    @Test
    void aTaskStopsWithinSecondsAllTheSame() {
        warehouse.emulator().faults().always(Operation.APPEND_ROWS, Fault.stall());
        TaskRun run = warehouse.run(Map.of());
        run.put(Notes.notes(0, 0, 100));
        run.pollUntil(() -> warehouse.emulator().calls().count(Operation.APPEND_ROWS) > 0);

        long before = System.nanoTime();
        run.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource(names = {"TABLES_GET", "TABLES_INSERT"})
    void aTableThatIsAskedForInVainIsAskedForAgain(Operation operation) {
        warehouse.emulator().faults().next(operation, 2, Fault.stall());
        try (TaskRun run = warehouse.run(Map.of("bigquery.request.timeout.ms", "300"))) {
            run.put(Notes.notes(0, 0, 100));
            run.awaitDurable();
        }

        assertThat(warehouse.query("SELECT count(*) FROM " + Notes.TABLE)).containsExactly("100");
    }

    @Test
    void rowsThatAreNotTakenFillTheBudgetAndThenNoMoreAreRead() {
        try (TaskRun run = warehouse.run(Map.of("name", "stalled", "memory.budget.bytes", String.valueOf(BUDGET)))) {
            run.put(Notes.notes(0, 0, 1));
            run.awaitDurable();
            warehouse.emulator().faults().always(Operation.APPEND_ROWS, Fault.stall());
            long next = 1;
            while (run.context().paused().isEmpty()) {
                run.put(Notes.notes(0, next, next + POLL));
                next += POLL;
            }

            assertThat(heldBytes("stalled")).isBetween(BUDGET, BUDGET + POLL * MOST_OF_A_NOTE);
            assertThat(run.context().paused()).containsExactly(Notes.partition(0));
            assertThat(run.committable(Notes.partition(0))).isEqualTo(1);

            warehouse.emulator().faults().clear();
            run.awaitDurable();
            run.pollUntil(() -> run.context().paused().isEmpty() && heldBytes("stalled") == 0);
        }
    }

    @Test
    void rowsThatWaitForTheirTableCountAsWell() {
        try (TaskRun run = warehouse.run(Map.of("name", "waiting", "memory.budget.bytes", String.valueOf(BUDGET)))) {
            run.put(List.of(PlainRows.row("shop.public.old", 0, "id", Schema.INT64_SCHEMA, 1L)));
            run.awaitDurable();
            warehouse.emulator().faults().always(Operation.TABLES_INSERT, Fault.stall());
            run.put(Notes.notes(0, 0, 2 * BUDGET / 512));

            assertThat(heldBytes("waiting")).isGreaterThan(BUDGET);
            assertThat(run.context().paused())
                    .containsExactlyInAnyOrder(Notes.partition(0), new TopicPartition("shop.public.old", 0));

            warehouse.emulator().faults().clear();
            run.awaitDurable();
            run.pollUntil(() -> run.context().paused().isEmpty() && heldBytes("waiting") == 0);
        }
    }

    private static long heldBytes(String connector) {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("io.outfall:type=bigquery-sink,connector=" + connector + ",task=0"),
                            "held-bytes");
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
