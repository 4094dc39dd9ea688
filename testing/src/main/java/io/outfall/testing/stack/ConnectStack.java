// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Kafka broker, a Connect worker and what else the layout asks for, started side by side and ended together. */
public final class ConnectStack implements AutoCloseable {
    private final KafkaBroker kafka;
    private final ConnectWorker worker;
    private final @Nullable PostgresServer postgres;
    private final @Nullable S3Server s3;
    private final @Nullable SchemaRegistry registry;

    /** Starts everything without waiting; a worker waits for its broker by itself. */
    private ConnectStack(StackLayout layout) {
        kafka = KafkaBroker.launch(Map.of());
        worker = ConnectWorker.launch(kafka.bootstrapServers(), layout.worker());
        registry = layout.parts().contains(StackLayout.Part.REGISTRY) ? SchemaRegistry.launch() : null;
        s3 = layout.parts().contains(StackLayout.Part.S3) ? S3Server.launch() : null;
        postgres = layout.parts().contains(StackLayout.Part.POSTGRES) ? PostgresServer.launch() : null;
    }

    /**
     * Starts a stack and returns when all of it is ready.
     *
     * @throws StackException if a part does not start; then nothing is left running
     */
    public static ConnectStack start(StackLayout layout) {
        ConnectStack stack = new ConnectStack(layout);
        try {
            stack.awaitReady();
            return stack;
        } catch (StackException e) {
            stack.close();
            throw e;
        }
    }

    private void awaitReady() {
        kafka.awaitReady();
        worker.awaitReady();
        if (postgres != null) {
            postgres.awaitReady();
        }
        if (s3 != null) {
            s3.awaitReady();
        }
        if (registry != null) {
            registry.awaitReady();
        }
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    /** Topics and records of {@link #kafka()}. */
    public KafkaTopics topics() {
        return kafka.topics();
    }

    public ConnectWorker worker() {
        return worker;
    }

    /** The connectors of {@link #worker()}. */
    public Connectors connectors() {
        return worker.connectors();
    }

    /** The database server, if the layout has {@link StackLayout.Part#POSTGRES}. */
    public PostgresServer postgres() {
        return Objects.requireNonNull(postgres, "the layout has no POSTGRES");
    }

    /** The object store, if the layout has {@link StackLayout.Part#S3}. */
    public S3Server s3() {
        return Objects.requireNonNull(s3, "the layout has no S3");
    }

    /** The schema registry, if the layout has {@link StackLayout.Part#REGISTRY}. */
    public SchemaRegistry registry() {
        return Objects.requireNonNull(registry, "the layout has no REGISTRY");
    }

    /** Ends everything without notice and removes all data; logs stay. */
    @Override
    public void close() {
        worker.close();
        kafka.close();
        if (registry != null) {
            registry.close();
        }
        if (s3 != null) {
            s3.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
