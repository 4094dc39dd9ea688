// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.testing.bench.DiscardingS3;
import io.outfall.testing.bench.OrderRows;
import io.outfall.testing.bench.RecordingTaskContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;

/**
 * A task with many files open, in a process whose heap the test chooses. Arguments: rows, partitions, hours over which
 * event times are spread at random, the rows at which a file is closed, and the directory to spill to. Prints how many
 * files that makes, and how many were closed why.
 */
final class ManyOpenFiles {
    private static final String TOPIC = "db.public.orders";
    private static final int POLL = 500;
    private static final long POLL_NANOS = 1_000_000;
    private static final long HOUR_MS = 3_600_000;

    private ManyOpenFiles() {}

    public static void main(String[] arguments) throws IOException, JMException {
        long rows = Long.parseLong(arguments[0]);
        int partitions = Integer.parseInt(arguments[1]);
        int hours = Integer.parseInt(arguments[2]);
        int rowsPerFile = Integer.parseInt(arguments[3]);
        try (DiscardingS3 store = new DiscardingS3()) {
            Map<String, String> settings = SinkBenchmark.settings(store);
            settings.put("rotate.rows", arguments[3]);
            settings.put("delivery.guarantee", "at-least-once");
            settings.put("path.template", "${topic}/${time:yyyy-MM-dd-HH}/${partition}+${start.offset:20}.${ext}");
            settings.put("memory.budget.bytes", "64000000");
            settings.put("memory.spill.directory", arguments[4]);
            RecordingTaskContext context = new RecordingTaskContext(settings, false);
            S3SinkTask task = SinkBenchmark.start(context, settings, partitions);
            OrderRows source = new OrderRows(new OrderRows.Options(TOPIC, partitions, hours, false));
            Map<List<Long>, Integer> files = new HashMap<>();
            for (long next = 0; next < rows; ) {
                List<SinkRecord> poll = new ArrayList<>();
                while (context.paused().isEmpty() && poll.size() < POLL && next < rows) {
                    SinkRecord row = source.record(next++);
                    poll.add(row);
                    files.merge(List.of((long) row.kafkaPartition(), row.timestamp() / HOUR_MS), 1, Integer::sum);
                }
                task.put(poll);
                if (poll.isEmpty()) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
            int full = files.values().stream()
                    .mapToInt(count -> count / rowsPerFile)
                    .sum();
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
                task.put(List.of());
                return store.objects() >= full;
            });
            System.out.println(full + " files filled up, " + closed("rows") + " closed for that and " + closed("memory")
                    + " for memory");
            task.stop();
        }
        System.exit(0);
    }

    private static Object closed(String reason) throws JMException {
        ObjectName name = new ObjectName("io.outfall:type=s3-sink,connector=benchmark,task=0,reason=" + reason);
        return ManagementFactory.getPlatformMBeanServer().getAttribute(name, "closed-files-total");
    }
}
