// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.outfall.packaging.SinkPlugin;
import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.ConnectorStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Sinks that post to a {@link GuardedIntake}, each from a topic of its own by its name. They end with the test. */
final class TokenSinks implements AutoCloseable {
    private static final Duration SECONDS = Duration.ofSeconds(15);

    private final ConnectStack servers;
    private final GuardedIntake intake;
    private final URI tokens;
    private final WorkerBeans worker;
    private final List<String> started = new ArrayList<>();

    /** @param tokens where they ask for tokens */
    TokenSinks(ConnectStack servers, GuardedIntake intake, URI tokens, WorkerBeans worker) {
        this.servers = servers;
        this.intake = intake;
        this.tokens = tokens;
        this.worker = worker;
    }

    /**
     * Starts a sink whose tasks have a partition each, and then writes 100 rows into each.
     *
     * @param settings how it gets tokens
     */
    RowLoad start(String sink, int tasks, String settings) {
        RowLoad rows = RowLoad.on(servers.topics(), sink, tasks);
        started.add(sink);
        servers.connectors().start(sink, settings(sink, tasks, settings));
        // A partition that moves brings rows again that nobody has committed yet.
        eventually(() -> assertThat(worker.partitions(sink)).isEqualTo(Collections.nCopies(tasks, 1L)));
        rows.add(100);
        return rows;
    }

    /** Registers a sink that finds 100 rows in each of as many partitions as it has tasks. */
    RowLoad register(String sink, int tasks, String settings) {
        RowLoad rows = RowLoad.on(servers.topics(), sink, tasks);
        rows.add(100);
        started.add(sink);
        servers.connectors().register(sink, settings(sink, tasks, settings));
        return rows;
    }

    /** Makes a sink anew, with other settings perhaps. */
    void registerAgain(String sink, int tasks, String settings) {
        servers.connectors().delete(sink);
        servers.connectors().register(sink, settings(sink, tasks, settings));
    }

    /** Stops all tasks of a sink, and goes on with new ones. */
    void stopAndResume(String sink) {
        servers.connectors().stop(sink);
        servers.connectors().awaitStatus(sink, status -> status.tasks().isEmpty());
        servers.connectors().resume(sink);
    }

    boolean hasFailed(String sink) {
        return servers.connectors().status(sink).failure().isPresent();
    }

    /** What the first task failed from once all have, which is to be within seconds. */
    String failureOfAllTasks(String sink) {
        return assertTimeout(SECONDS, () -> servers.connectors().awaitStatus(sink, TokenSinks::haveAllTasksFailed))
                .failure()
                .orElseThrow();
    }

    @Override
    public void close() {
        started.forEach(servers.connectors()::delete);
    }

    private static boolean haveAllTasksFailed(ConnectorStatus status) {
        return !status.tasks().isEmpty()
                && status.tasks().stream().allMatch(task -> task.state().equals("FAILED"));
    }

    private Map<String, String> settings(String sink, int tasks, String settings) {
        return Settings.of(
                """
                connector.class=%s
                topics=%s
                tasks.max=%d
                http.url=%s${partition}
                batch.format=array
                batch.linger.ms=20
                http.auth.type=oauth2
                http.oauth2.token.url=%s
                key.converter=org.apache.kafka.connect.storage.StringConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter.schemas.enable=false
                consumer.override.heartbeat.interval.ms=500
                %s""".formatted(SinkPlugin.HTTP.connector(), sink, tasks, intake.rows(sink), tokens, settings));
    }
}
