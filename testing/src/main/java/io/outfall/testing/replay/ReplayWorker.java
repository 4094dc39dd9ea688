// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.replay;

import io.outfall.testing.bench.RecordingTaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * One task with a consumer over a {@link TopicLog}, driven as Connect's {@code WorkerSinkTask} does: a partition starts
 * where the group has committed; what the task asks for by {@code context.offset} and {@code context.pause} is heeded
 * before the next records; an exception from {@code preCommit} rewinds the consumer to the last commit or seek; offsets
 * beyond what was handed in are not committed. A worker that crashes is one that is not called any more.
 *
 * <p>It does not wait: call {@link #poll()} again and again. Not thread-safe.
 */
public final class ReplayWorker {
    private final SinkTask task;
    private final TopicLog log;
    private final int batch;
    private final RecordingTaskContext context;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    private final Map<TopicPartition, Long> rewindTo = new HashMap<>();
    private long longestPutNanos;

    /**
     * Starts a task.
     *
     * @param settings the connector's and the task's
     * @param log what the consumer reads
     * @param batch how many records of a partition one call of {@code put} gets at most
     */
    public ReplayWorker(SinkTask task, Map<String, String> settings, TopicLog log, int batch) {
        this.task = task;
        this.log = log;
        this.batch = batch;
        this.context = new RecordingTaskContext(settings, true);
        task.initialize(context);
        task.start(settings);
    }

    /** Gives partitions to the task. */
    public void assign(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            long start = log.committed(partition);
            start(partition, start);
            context.assign(partition);
        }
        task.open(partitions);
        seek();
    }

    /** Hands in the next records, or none. */
    public void poll() {
        seek();
        List<SinkRecord> records = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
        positions.forEach((partition, position) -> {
            if (!context.paused().contains(partition)) {
                for (SinkRecord record : log.read(partition, position, batch)) {
                    records.add(record);
                    after.put(partition, new OffsetAndMetadata(record.kafkaOffset() + 1));
                }
            }
        });
        long start = System.nanoTime();
        task.put(records);
        longestPutNanos = Math.max(longestPutNanos, System.nanoTime() - start);
        after.forEach((partition, offset) -> positions.put(partition, offset.offset()));
        reached.putAll(after);
    }

    /** Commits what the task lets be committed. */
    public void commit() {
        Map<TopicPartition, OffsetAndMetadata> committable;
        try {
            committable = task.preCommit(new HashMap<>(reached));
        } catch (RuntimeException onlyLogged) {
            Map.copyOf(rewindTo).forEach(this::start);
            return;
        }
        committable.forEach((partition, offset) -> {
            OffsetAndMetadata current = reached.get(partition);
            if (current != null && offset.offset() <= current.offset()) {
                log.commit(partition, offset.offset());
                rewindTo.put(partition, offset.offset());
            }
        });
    }

    /** Takes partitions away as a rebalance does that the worker takes part in: with a last commit. */
    public void revoke(Collection<TopicPartition> partitions) {
        commit();
        lose(partitions);
    }

    /** Takes partitions away as a worker does that was absent while others got them: without a commit. */
    public void lose(Collection<TopicPartition> partitions) {
        task.close(partitions);
        context.revoke(partitions);
        partitions.forEach(positions::remove);
        partitions.forEach(reached::remove);
        partitions.forEach(rewindTo::remove);
    }

    /** Ends the task as a worker does that is shut down. */
    public void stop() {
        revoke(List.copyOf(positions.keySet()));
        task.stop();
    }

    /** Where the consumer stands, by partition of this worker. */
    public Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /** The longest that a call of {@code put} took. */
    public Duration longestPut() {
        return Duration.ofNanos(longestPutNanos);
    }

    private void seek() {
        context.takeSeeks().forEach((partition, offset) -> {
            if (!positions.containsKey(partition)) {
                throw new IllegalStateException("the task seeks " + partition + ", which it does not have");
            }
            start(partition, offset);
        });
    }

    private void start(TopicPartition partition, long offset) {
        positions.put(partition, offset);
        reached.put(partition, new OffsetAndMetadata(offset));
        rewindTo.put(partition, offset);
    }
}
