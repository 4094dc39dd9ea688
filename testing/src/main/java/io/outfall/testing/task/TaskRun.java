// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.task;

import io.outfall.testing.bench.RecordingTaskContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A task that is driven as a worker drives it. */
public final class TaskRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final SinkTask task;
    private final RecordingTaskContext context;
    private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    private final Set<TopicPartition> open = new LinkedHashSet<>();

    /**
     * Starts the task.
     *
     * @param deadLetterQueue whether the worker has one for it
     */
    public TaskRun(SinkTask task, Map<String, String> settings, boolean deadLetterQueue) {
        this.task = task;
        context = new RecordingTaskContext(settings, deadLetterQueue);
        task.initialize(context);
        task.start(settings);
    }

    /** What the task asked its worker for. */
    public RecordingTaskContext context() {
        return context;
    }

    /** Hands records in, opening partitions as they come, once the task takes records of all of them. */
    public void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            if (open.add(partition)) {
                context.assign(partition);
                task.open(List.of(partition));
            }
            reached.put(partition, new OffsetAndMetadata(record.originalKafkaOffset() + 1));
        }
        // A worker hands in nothing of a paused partition.
        pollUntil(() -> context.paused().isEmpty());
        task.put(records);
        Map<TopicPartition, Long> seeks = context.takeSeeks();
        if (!seeks.isEmpty()) {
            task.put(records.stream().filter(record -> isBehind(record, seeks)).toList());
        }
    }

    /** Of a partition the run has the records alone that are handed in: the log begins with the first of them. */
    private static boolean isBehind(SinkRecord record, Map<TopicPartition, Long> seeks) {
        Long from = seeks.get(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()));
        return from != null && record.originalKafkaOffset() >= from;
    }

    /** The offset that may be committed for a partition; -1 for none. */
    public long committable(TopicPartition partition) {
        OffsetAndMetadata offset = task.preCommit(new HashMap<>(reached)).get(partition);
        return offset == null ? -1 : offset.offset();
    }

    /** Polls without records until everything handed in may be committed. */
    public void awaitDurable() {
        pollUntil(() -> task.preCommit(new HashMap<>(reached)).equals(reached));
    }

    /**
     * Polls without records until something holds.
     *
     * @throws IllegalStateException if that takes longer than anything here should
     */
    public void pollUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            task.put(List.of());
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < deadline);
        throw new IllegalStateException("nothing came of it within " + PATIENCE);
    }

    /** Polls without records until the task throws. */
    public void poll() {
        pollUntil(() -> false);
    }

    /** Takes a partition away. */
    public void revoke(TopicPartition partition) {
        open.remove(partition);
        reached.remove(partition);
        task.close(List.of(partition));
    }

    @Override
    public void close() {
        task.close(open);
        task.stop();
    }
}
