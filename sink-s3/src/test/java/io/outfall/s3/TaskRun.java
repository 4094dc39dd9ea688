// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.testing.bench.RecordingTaskContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;

/** A task that is driven as a worker drives it. */
final class TaskRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final S3SinkTask task = new S3SinkTask();
    private final RecordingTaskContext context;
    private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    private final Set<TopicPartition> open = new LinkedHashSet<>();

    TaskRun(Map<String, String> settings, boolean deadLetterQueue) {
        context = new RecordingTaskContext(settings, deadLetterQueue);
        task.initialize(context);
        task.start(settings);
    }

    RecordingTaskContext context() {
        return context;
    }

    S3SinkTask task() {
        return task;
    }

    /** Hands records in, opening partitions as they come. */
    void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            if (open.add(partition)) {
                context.assign(partition);
                task.open(List.of(partition));
            }
            reached.put(partition, new OffsetAndMetadata(record.originalKafkaOffset() + 1));
        }
        awaitBegun();
        task.put(records);
    }

    /** A worker hands in nothing of a paused partition. */
    private void awaitBegun() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            task.put(List.of());
            return context.paused().isEmpty();
        });
    }

    /** The offset that may be committed for a partition. */
    long committable(TopicPartition partition) {
        OffsetAndMetadata offset = task.preCommit(new HashMap<>(reached)).get(partition);
        return offset == null ? -1 : offset.offset();
    }

    /** Polls without records until everything handed in may be committed. */
    void awaitDurable() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            task.put(List.of());
            return task.preCommit(new HashMap<>(reached)).equals(reached);
        });
    }

    /** Takes a partition away. */
    void revoke(TopicPartition partition) {
        open.remove(partition);
        reached.remove(partition);
        task.close(List.of(partition));
    }

    /** Polls without records until the task throws. */
    void poll() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            task.put(List.of());
            return false;
        });
    }

    @Override
    public void close() {
        task.close(open);
        task.stop();
    }
}
