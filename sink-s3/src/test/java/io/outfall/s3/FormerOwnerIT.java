// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.S3Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerOwnerIT {
    private static final Schema ORDER =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

    private static List<SinkRecord> orders(int count) {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new SinkRecord("orders", 0, null, null, ORDER, new Struct(ORDER).put("id", i), i));
        }
        return records;
    }

    @Test
    void aRequestOfAFormerOwnerThatArrivesLateTakesNoRowAway(@TempDir Path folder) {
        CountDownLatch late = new CountDownLatch(1);
        try (TestStore store = TestStore.open();
                FaultProxy slowWay = FaultProxy.before(store.endpoint());
                Lake lake = new Lake(store, folder);
                TaskRun former = new TaskRun(
                        Lake.settings(
                                store, Map.of("s3.endpoint", slowWay.endpoint().toString())),
                        true);
                TaskRun owner = new TaskRun(Lake.settings(store, Map.of()), true)) {
            slowWay.on(S3Request.PUT_OBJECT, new Fault.Hold(late));
            former.put(orders(2));
            Awaitility.await().until(() -> {
                former.task().put(List.of());
                return slowWay.count(S3Request.PUT_OBJECT) == 1;
            });

            owner.put(orders(5));
            owner.awaitDurable();
            late.countDown();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> store.keys().size() == 2);

            assertThat(lake.query("", "select distinct id from $files order by id"))
                    .containsExactly("0", "1", "2", "3", "4");
        }
    }
}
