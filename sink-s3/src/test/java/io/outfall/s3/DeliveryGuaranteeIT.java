// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.task.TaskRun;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is promised on the store that there is, whichever it is. */
@Timeout(60)
class DeliveryGuaranteeIT {
    private static final Schema ORDER =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final SinkRecord RECORD =
            new SinkRecord("orders", 0, null, null, ORDER, new Struct(ORDER).put("id", 1), 0);

    private static TestStore store;

    @BeforeAll
    static void open() {
        store = TestStore.open();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @AfterEach
    void clear() {
        store.clear();
    }

    @Test
    void exactlyOnceIsPromisedWhereTheStoreHonoursConditionsAndElseRefused() {
        try (TaskRun run = new TaskRun(new S3SinkTask(), settings("exactly-once"), true)) {
            if (store.canDeliverExactlyOnce()) {
                run.put(List.of(RECORD));
                run.awaitDurable();
                assertThat(store.keys()).hasSize(1);
            } else {
                assertThatThrownBy(run::poll)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("the store does not honour conditional writes");
            }
        }
    }

    @Test
    void whatIsAvailableIsTakenOnAnyStore() {
        try (TaskRun run = new TaskRun(new S3SinkTask(), settings("available"), true)) {
            run.put(List.of(RECORD));
            run.awaitDurable();
        }

        assertThat(store.keys()).hasSize(1);
        assertThat(store.allKeys().contains("_outfall/commits/lake/orders/0")).isEqualTo(store.canDeliverExactlyOnce());
    }

    private static Map<String, String> settings(String guarantee) {
        return Lake.settings(store, Map.of("delivery.guarantee", guarantee));
    }
}
