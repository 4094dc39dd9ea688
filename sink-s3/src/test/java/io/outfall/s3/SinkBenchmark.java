// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.testing.bench.DiscardingS3;
import io.outfall.testing.bench.OrderRows;
import io.outfall.testing.bench.RecordingTaskContext;
import io.outfall.testing.bench.TaskDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the whole task costs per row, uploads to a store that throws bytes away included. Arguments: rows (1000000),
 * partitions (1), hours over which event times are spread (1), {@code plain} or {@code envelope}, then settings of the
 * sink as {@code key=value}.
 */
public final class SinkBenchmark {
    private static final String TOPIC = "db.public.orders";

    private SinkBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        int partitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        int hours = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        boolean envelopes = arguments.length > 3 && arguments[3].equals("envelope");
        try (DiscardingS3 store = new DiscardingS3()) {
            Map<String, String> settings = settings(store);
            for (int i = 4; i < arguments.length; i++) {
                int equals = arguments[i].indexOf('=');
                settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
            }
            S3SinkTask task = start(settings, partitions);
            TaskDriver driver =
                    new TaskDriver(task, new OrderRows(new OrderRows.Options(TOPIC, partitions, hours, envelopes)));
            driver.feed(Math.max(rows / 4, 200_000));
            long bytes = store.bytes();
            long objects = store.objects();
            TaskDriver.Result result = driver.feed(rows);
            System.out.println(result + " | " + (store.objects() - objects) + " objects, "
                    + (store.bytes() - bytes) / rows + " B stored per row");
            task.stop();
        }
    }

    static Map<String, String> settings(DiscardingS3 store) {
        return new HashMap<>(Map.of(
                "name", "benchmark",
                "s3.bucket", "benchmark",
                "s3.endpoint", store.endpoint(),
                "s3.path.style", "true",
                "s3.region", "us-east-1",
                "s3.access.key.id", "key",
                "s3.secret.access.key", "secret",
                "rotate.rows", "500000"));
    }

    static S3SinkTask start(Map<String, String> settings, int partitions) {
        return start(new RecordingTaskContext(settings, false), settings, partitions);
    }

    static S3SinkTask start(RecordingTaskContext context, Map<String, String> settings, int partitions) {
        List<TopicPartition> assigned = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            assigned.add(new TopicPartition(TOPIC, i));
        }
        context.assign(assigned.toArray(new TopicPartition[0]));
        S3SinkTask task = new S3SinkTask();
        task.initialize(context);
        task.start(settings);
        task.open(assigned);
        while (!context.paused().isEmpty()) {
            task.put(List.of());
            Thread.onSpinWait();
        }
        return task;
    }
}
