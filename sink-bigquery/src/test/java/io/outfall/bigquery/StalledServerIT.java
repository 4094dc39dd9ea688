// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.testing.task.TaskRun;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that takes requests and does not answer. */
@Timeout(60)
class StalledServerIT {
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
}
