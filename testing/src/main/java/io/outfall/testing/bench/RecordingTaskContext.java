// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** What a worker gives a sink task, keeping in mind what the task asked of it. */
public final class RecordingTaskContext implements SinkTaskContext {

    /** A record that the task handed to the dead letter queue. */
    public record Reported(SinkRecord record, Throwable error) {}

    private final Map<String, String> configs;
    private final boolean deadLetterQueue;
    private final Set<TopicPartition> assignment = new LinkedHashSet<>();
    private final Set<TopicPartition> paused = new LinkedHashSet<>();
    private final List<Reported> reported = new ArrayList<>();
    private final Map<TopicPartition, Long> seeks = new HashMap<>();
    private long timeoutMs = -1;

    /**
     * A context.
     *
     * @param configs what the task was started with
     * @param deadLetterQueue whether the worker has a reporter for the task, which tolerates all errors then
     */
    public RecordingTaskContext(Map<String, String> configs, boolean deadLetterQueue) {
        this.configs = new HashMap<>(configs);
        if (deadLetterQueue) {
            this.configs.putIfAbsent("errors.tolerance", "all");
        }
        this.deadLetterQueue = deadLetterQueue;
    }

    /**
     * Adds to the assignment. As with a worker, what was paused when it went is paused again if it comes back now, and
     * forgotten otherwise.
     */
    public void assign(TopicPartition... partitions) {
        Collections.addAll(assignment, partitions);
        paused.retainAll(assignment);
    }

    /** Takes from the assignment. */
    public void revoke(Collection<TopicPartition> partitions) {
        assignment.removeAll(partitions);
        seeks.keySet().removeAll(partitions);
    }

    /** Where the task wants the consumer to go on, of which it is not told again. */
    public Map<TopicPartition, Long> takeSeeks() {
        Map<TopicPartition, Long> taken = Map.copyOf(seeks);
        seeks.clear();
        return taken;
    }

    /** The partitions that the task paused and did not resume. */
    public Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    /** What the task reported, in order. */
    public List<Reported> reported() {
        return List.copyOf(reported);
    }

    /** The last timeout asked for, in milliseconds; -1 for none. */
    public long timeoutMs() {
        return timeoutMs;
    }

    @Override
    public Map<String, String> configs() {
        return configs;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        seeks.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        offset(Map.of(partition, offset));
    }

    @Override
    public void timeout(long milliseconds) {
        timeoutMs = milliseconds;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return assignment;
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(Arrays.asList(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        Arrays.asList(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {}

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        if (!deadLetterQueue) {
            return null;
        }
        return (record, error) -> {
            reported.add(new Reported(record, error));
            return CompletableFuture.runAsync(() -> {}, Runnable::run);
        };
    }

    @Override
    public @Nullable PluginMetrics pluginMetrics() {
        return null;
    }
}
