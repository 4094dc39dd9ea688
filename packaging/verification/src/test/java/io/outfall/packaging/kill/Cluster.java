// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.stack.ConnectWorker;
import io.outfall.testing.stack.Connectors;
import io.outfall.testing.stack.KafkaBroker;
import io.outfall.testing.stack.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** A broker, and two workers of one group that may be killed and stalled. */
final class Cluster implements AutoCloseable {
    private final KafkaBroker kafka;
    private final List<ConnectWorker> workers;

    private Cluster(KafkaBroker kafka, List<ConnectWorker> workers) {
        this.kafka = kafka;
        this.workers = List.copyOf(workers);
    }

    /** Starts all of it and returns when it is ready. */
    static Cluster start(Path plugin) {
        // Brokers refuse shorter sessions than six seconds unless told.
        KafkaBroker kafka = KafkaBroker.start(Map.of("group.min.session.timeout.ms", "1000"));
        WorkerSettings settings = WorkerSettings.withPlugins(plugin)
                .jvmOption("-Xmx256m")
                .property("session.timeout.ms", "3000")
                .property("heartbeat.interval.ms", "500")
                .property("rebalance.timeout.ms", "5000")
                .property("connector.client.config.override.policy", "All");
        List<ConnectWorker> workers = List.of(
                ConnectWorker.launch(kafka.bootstrapServers(), settings),
                ConnectWorker.launch(kafka.bootstrapServers(), settings));
        Cluster cluster = new Cluster(kafka, workers);
        workers.forEach(ConnectWorker::awaitReady);
        return cluster;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    /** Worker 0 or 1. */
    ConnectWorker worker(int number) {
        return workers.get(number);
    }

    /** The connectors, as a worker sees them. */
    Connectors connectors(int worker) {
        return workers.get(worker).connectors();
    }

    /**
     * Starts a sink of two tasks that others soon stand in for.
     *
     * @param settings those of the sink
     * @param more the same, one {@code key=value} per line, on top
     */
    void startSink(String name, Map<String, String> settings, String more) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("tasks.max", "2");
        all.put("retry.backoff.max.ms", "1000");
        all.put("consumer.override.session.timeout.ms", "3000");
        all.put("consumer.override.heartbeat.interval.ms", "500");
        more.lines()
                .forEach(line -> all.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        connectors(0).start(name, all);
    }

    /** Returns when a sink runs and has committed all that is in the topics. */
    void awaitDrained(String sink, Iterable<String> topics) {
        connectors(0).awaitRunning(sink);
        Awaitility.await("all offsets committed, kill.seed=" + Attack.SEED)
                .atMost(Attack.DRAIN)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(kafka.topics().committed("connect-" + sink)).isEqualTo(ends(topics)));
    }

    private Map<TopicPartition, Long> ends(Iterable<String> topics) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        topics.forEach(topic -> ends.putAll(kafka.topics().ends(topic)));
        // Nothing is ever committed of a partition without records.
        ends.values().removeIf(end -> end == 0);
        return ends;
    }

    @Override
    public void close() {
        workers.forEach(ConnectWorker::close);
        kafka.close();
    }
}
