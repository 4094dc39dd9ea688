// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of rows whose table somebody removes while they are on their way. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovedTableIT {
    private static final Schema ROW =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

    private final Warehouse warehouse = new Warehouse();

    @AfterAll
    void close() {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource({
        "log,      append, storage,    exactly-once",
        "any_log,  append, storage,    at-least-once",
        "inserted, append, insert-all, at-least-once",
        "mirror,   upsert, storage,    exactly-once"
    })
    void theTaskEndsWithTheNameOfTheTableAndTheNextMakesItAgain(
            String table, String mode, String method, String guarantee) throws IOException {
        Map<String, String> settings = Map.of(
                "table.name", table, "table.mode", mode, "write.method", method, "delivery.guarantee", guarantee);
        try (TaskRun run = warehouse.run(settings)) {
            run.put(List.of(row(0)));
            run.awaitDurable();
            warehouse.drop(table);

            run.put(List.of(row(1), row(2)));
            assertThatThrownBy(run::awaitDurable)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("shop." + table);
        }
        try (TaskRun run = warehouse.run(settings)) {
            run.put(List.of(row(1), row(2)));
            run.awaitDurable();
        }

        assertThat(warehouse.query("SELECT id FROM shop." + table + " ORDER BY id"))
                .containsExactly("1", "2");
    }

    private static SinkRecord row(long id) {
        Struct row = new Struct(ROW).put("id", id);
        return new SinkRecord("items", 0, ROW, row, ROW, row, id);
    }
}
