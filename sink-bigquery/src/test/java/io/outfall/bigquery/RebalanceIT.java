// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.bigquery.emulator.fault.Stall;
import io.outfall.testing.task.TaskRun;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions come and go one by one. */
@Timeout(60)
class RebalanceIT {
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
    void nothingIsSentOfAPartitionThatWentAndTheOthersGoOn() {
        try (TaskRun run = warehouse.run(Map.of("batch.rows", "10"))) {
            run.put(Notes.notes(0, 0, 10));
            run.put(Notes.notes(1, 0, 10));
            run.awaitDurable();

            Stall stall = Fault.stall();
            warehouse.emulator().faults().always(Operation.APPEND_ROWS, stall);
            run.put(Notes.notes(0, 10, 50));
            run.put(Notes.notes(1, 10, 50));
            run.pollUntil(() -> stall.waiting() > 0);
            run.revoke(Notes.partition(0));
            warehouse.emulator().faults().clear();
            run.put(Notes.notes(1, 50, 60));
            run.awaitDurable();

            assertThat(run.committable(Notes.partition(1))).isEqualTo(60);
            assertThat(run.context().reported()).isEmpty();
        }
        assertThat(warehouse.query("SELECT count(*) FROM " + Notes.TABLE + " WHERE __partition = 1"))
                .containsExactly("60");
        assertThat(warehouse.query("SELECT max(__offset) < 20 FROM " + Notes.TABLE + " WHERE __partition = 0"))
                .as("of what was taken away, only the request that was under way is there")
                .containsExactly("true");
    }

    @Test
    void aPartitionThatComesBackGoesOnWhereItsLastOwnerWas() {
        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(Notes.notes(0, 0, 10));
            run.put(Notes.notes(1, 0, 10));
            run.awaitDurable();
            run.revoke(Notes.partition(0));
            run.put(Notes.notes(1, 10, 20));
            run.put(Notes.notes(0, 10, 20));
            run.awaitDurable();

            assertThat(run.committable(Notes.partition(0))).isEqualTo(20);
        }
        assertThat(warehouse.query("SELECT __partition, count(*) FROM " + Notes.TABLE + " GROUP BY 1 ORDER BY 1"))
                .containsExactly("0 | 20", "1 | 20");
    }
}
