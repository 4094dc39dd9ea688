// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import io.outfall.testing.stack.ConnectWorker;
import io.outfall.testing.stack.Connectors;
import io.outfall.testing.stack.KafkaBroker;
import io.outfall.testing.stack.S3Server;
import io.outfall.testing.stack.WorkerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker, an object store, and two workers of one group that may be killed and stalled. */
final class Cluster implements AutoCloseable {
    private final KafkaBroker kafka;
    private final S3Server s3;
    private final List<ConnectWorker> workers;

    private Cluster(KafkaBroker kafka, S3Server s3, List<ConnectWorker> workers) {
        this.kafka = kafka;
        this.s3 = s3;
        this.workers = List.copyOf(workers);
    }

    /** Starts all of it and returns when it is ready. */
    static Cluster start(Path plugin) {
        // Brokers refuse shorter sessions than six seconds unless told.
        KafkaBroker kafka = KafkaBroker.start(Map.of("group.min.session.timeout.ms", "1000"));
        S3Server s3 = S3Server.start();
        WorkerSettings settings = WorkerSettings.withPlugins(plugin)
                .jvmOption("-Xmx256m")
                .property("session.timeout.ms", "3000")
                .property("heartbeat.interval.ms", "500")
                .property("rebalance.timeout.ms", "5000")
                .property("connector.client.config.override.policy", "All");
        List<ConnectWorker> workers = List.of(
                ConnectWorker.launch(kafka.bootstrapServers(), settings),
                ConnectWorker.launch(kafka.bootstrapServers(), settings));
        Cluster cluster = new Cluster(kafka, s3, workers);
        workers.forEach(ConnectWorker::awaitReady);
        return cluster;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    S3Server s3() {
        return s3;
    }

    /** Worker 0 or 1. */
    ConnectWorker worker(int number) {
        return workers.get(number);
    }

    /** The connectors, as a worker sees them. */
    Connectors connectors(int worker) {
        return workers.get(worker).connectors();
    }

    @Override
    public void close() {
        workers.forEach(ConnectWorker::close);
        s3.close();
        kafka.close();
    }
}
