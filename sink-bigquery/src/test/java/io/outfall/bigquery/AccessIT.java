// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.testing.task.TaskRun;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody but the user can mend fails the task within seconds, and says what is missing. */
@Timeout(60)
class AccessIT {
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> failure(Map<String, String> settings) {
        try (TaskRun run = warehouse.run(settings)) {
            long before = System.nanoTime();
            AbstractThrowableAssert<?, ? extends Throwable> thrown = assertThatThrownBy(() -> {
                run.put(Notes.notes(0, 0, 10));
                run.poll();
            });
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(run.committable(Notes.partition(0))).isLessThanOrEqualTo(0);
            return thrown.isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TABLES_GET", "TABLES_INSERT", "APPEND_ROWS"})
    void aMissingPermissionIsNamed(Operation operation) {
        warehouse.emulator().faults().always(operation, Fault.permissionDenied());

        failure(Map.of())
                .hasMessageContaining("shop.public_notes")
                .hasMessageContaining("Permission 'TABLES_UPDATE_DATA' denied on resource")
                .hasMessageContaining("BigQuery Data Editor");
    }

    @Test
    void aMissingPermissionToChangeATableIsNamed() {
        warehouse.emulator().faults().always(Operation.TABLES_PATCH, Fault.permissionDenied());
        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(Notes.notes(0, 0, 10));
            run.awaitDurable();
        }

        failure(Map.of("metadata.topic.column", "came_from"))
                .hasMessageContaining("shop.public_notes")
                .hasMessageContaining("BigQuery Data Editor");
    }

    @Test
    void aMissingDatasetIsNamed() {
        failure(Map.of("table.dataset", "nowhere"))
                .hasMessageContaining("nowhere.public_notes")
                .hasMessageContaining("Not found: Dataset outfall-test:nowhere")
                .hasMessageContaining("table.dataset");
    }

    @Test
    void aMissingProjectIsNamed() {
        failure(Map.of("bigquery.project", "no-such-project"))
                .hasMessageContaining("no-such-project")
                .hasMessageContaining("bigquery.project");
    }

    @Test
    void aMissingTableThatIsNotToBeMadeIsNamed() {
        failure(Map.of("table.create", "false"))
                .hasMessageContaining("The table shop.public_notes does not exist, and table.create is false");
    }
}
