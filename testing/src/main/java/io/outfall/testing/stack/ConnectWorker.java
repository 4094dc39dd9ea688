// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A distributed Connect worker in its own JVM. Connectors may refer to <code>${env:NAME}</code> and <code>
 * ${file:PATH:KEY}</code>; a connector of a lost worker is taken over at once.
 */
public final class ConnectWorker implements AutoCloseable {
    private static final String PROPERTIES = """
            bootstrap.servers=%1$s
            group.id=%2$s
            listeners=http://127.0.0.1:%3$d
            rest.advertised.host.name=127.0.0.1
            rest.advertised.port=%3$d
            plugin.path=%4$s
            plugin.discovery=service_load
            config.storage.topic=%2$s-configs
            offset.storage.topic=%2$s-offsets
            status.storage.topic=%2$s-status
            config.storage.replication.factor=1
            offset.storage.replication.factor=1
            status.storage.replication.factor=1
            offset.storage.partitions=1
            status.storage.partitions=1
            key.converter=org.apache.kafka.connect.json.JsonConverter
            value.converter=org.apache.kafka.connect.json.JsonConverter
            offset.flush.interval.ms=1000
            # how long the tasks of a lost worker stay unassigned, 5 minutes by default
            scheduled.rebalance.max.delay.ms=0
            # the shortest time that brokers accept by default, after which a worker that was killed counts as lost
            session.timeout.ms=6000
            heartbeat.interval.ms=1500
            config.providers=env,file
            config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
            config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
            """;

    private final Home home;
    private final URI url;
    private final ServerProcess.Launch launch;
    private final Http http = new Http();
    private ServerProcess process;

    private ConnectWorker(Home home, URI url, ServerProcess.Launch launch) {
        this.home = home;
        this.url = url;
        this.launch = launch;
        this.process = launch.start();
    }

    /**
     * Starts a worker and returns when it has joined its group and answers.
     *
     * @throws StackException if it does not start; the message has the end of its log
     */
    public static ConnectWorker start(String bootstrapServers, WorkerSettings settings) {
        ConnectWorker worker = launch(bootstrapServers, settings);
        worker.awaitReady();
        return worker;
    }

    /** Starts a worker and returns at once; {@link #awaitReady()} tells when it answers. It waits for its broker. */
    public static ConnectWorker launch(String bootstrapServers, WorkerSettings settings) {
        Home home = Home.of("connect");
        int port = Ports.free();
        Path plugins = home.folder("plugins");
        settings.plugins().forEach(plugin -> link(plugins, plugin));
        Path config = home.write(
                "connect.properties",
                PROPERTIES.formatted(bootstrapServers, settings.group(), port, plugins)
                        + Properties.text(settings.properties()));
        WorkerVersion version = settings.version();
        List<String> command = JavaCommand.current()
                .with(version.logging().option(home))
                .with(settings.jvmOptions())
                .main(version.classpath(), "org.apache.kafka.connect.cli.ConnectDistributed", config.toString());
        return new ConnectWorker(
                home,
                URI.create("http://127.0.0.1:" + port),
                new ServerProcess.Launch(
                        "Connect worker",
                        settings.tmpMebibytes() == 0
                                ? command
                                : MemoryDisk.with(settings.tmpMebibytes(), home, command),
                        settings.environment(),
                        home));
    }

    /** A worker takes every folder below its plugin path for a plugin, so each plugin is linked into one of its own. */
    private static void link(Path plugins, Path plugin) {
        if (!Files.isDirectory(plugin)) {
            throw new StackException("no plugin folder: " + plugin);
        }
        try {
            Files.createSymbolicLink(plugins.resolve(plugin.getFileName()), plugin.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the worker has joined its group and answers. */
    public void awaitReady() {
        // Answered only after the worker has joined its group and read its configurations.
        process.awaitReady(() -> http.answers(url.resolve("/connectors"), 200));
    }

    /** The address of the REST interface. It stays over a restart. */
    public URI url() {
        return url;
    }

    /** The connectors of the worker's group. */
    public Connectors connectors() {
        return new Connectors(url);
    }

    /** Ends the worker without notice, as {@code kill -9} does; its group finds out after six seconds. */
    public void kill() {
        process.kill();
    }

    /** Asks the worker to end and returns when it has: tasks stop and commit first. */
    public void stop() {
        process.close();
    }

    /**
     * Stops the worker where it stands: no request of it ends and no session of it is kept alive, but it does not know.
     * After {@link #thaw()} it goes on where it was, and may find that others have taken over.
     */
    public void freeze() {
        process.freeze();
    }

    /** Lets the worker go on after {@link #freeze()}. */
    public void thaw() {
        process.thaw();
    }

    /** Starts the worker again after {@link #kill()} or {@link #stop()} and returns when it answers. */
    public void restart() {
        relaunch();
        awaitReady();
    }

    /** As {@link #restart()}, but returns at once. */
    public void relaunch() {
        process.kill();
        process = launch.start();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The id of the worker's process. It changes with a restart. */
    public long pid() {
        return process.pid();
    }

    /** What the worker prints. */
    public Path log() {
        return home.log();
    }

    /** Ends the worker without notice and removes its files. */
    @Override
    public void close() {
        process.kill();
        home.close();
    }
}
