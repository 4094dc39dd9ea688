// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A Kafka broker that is its own controller. Topics are created when first used, with one partition, unless
 * {@link KafkaTopics#create} came first. Messages may be 10 MiB long.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%1$d
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
            log.dirs=%3$s
            # one broker: every internal topic has one replica and few partitions
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=3
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=1
            # no waiting for a second member before the first rebalance
            group.initial.rebalance.delay.ms=0
            # allocated at start, 128 MiB by default
            log.cleaner.dedupe.buffer.size=4194304
            message.max.bytes=10485760
            replica.fetch.max.bytes=10485760
            """;

    private final Home home;
    private final int port;
    private final ServerProcess.Launch launch;
    private ServerProcess process;

    private KafkaBroker(Home home, int port, ServerProcess.Launch launch) {
        this.home = home;
        this.port = port;
        this.launch = launch;
        this.process = launch.start();
    }

    /**
     * Starts a broker without topics and returns when it serves.
     *
     * @throws StackException if it does not start; the message has the end of its log
     */
    public static KafkaBroker start() {
        return start(Map.of());
    }

    /**
     * Starts a broker with more settings, or other ones, and returns when it serves.
     *
     * @throws StackException if it does not start; the message has the end of its log
     */
    public static KafkaBroker start(Map<String, String> settings) {
        KafkaBroker broker = launch(settings);
        broker.awaitReady();
        return broker;
    }

    /** Starts a broker with more settings, or other ones, and returns at once. */
    static KafkaBroker launch(Map<String, String> settings) {
        Home home = Home.of("kafka");
        int port = Ports.free();
        int controllerPort = Ports.free();
        Path data = home.folder("data");
        format(home);
        Path config = home.write(
                "kafka.properties", SETTINGS.formatted(controllerPort, port, data) + Properties.text(settings));
        List<String> command = JavaCommand.current()
                .with("-Xmx512m", KafkaLogging.LOG4J2.option(home))
                .main(Runtimes.located().classpath("kafka"), "kafka.Kafka", config.toString());
        return new KafkaBroker(home, port, new ServerProcess.Launch("Kafka broker", command, home));
    }

    /**
     * Marks the data folder as formatted. Kafka's own tool writes these lines too, but is another JVM to wait for; a
     * broker that finds no more than this starts with the newest metadata version.
     */
    private static void format(Home home) {
        home.write("data/meta.properties", """
                version=1
                cluster.id=outfall-%s
                node.id=1
                """.formatted(UUID.randomUUID()));
    }

    void awaitReady() {
        process.awaitReady(() -> Ports.isServed(port) && KafkaTopics.reachable(bootstrapServers()));
    }

    /** The address for clients, {@code 127.0.0.1:port}. It stays over a restart. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Topics and records of this broker. */
    public KafkaTopics topics() {
        return new KafkaTopics(bootstrapServers());
    }

    /** Ends the broker without notice; what it has stored stays. */
    public void kill() {
        process.kill();
    }

    /** Starts the broker again after {@link #kill()}, at the same address with what it had stored. */
    public void restart() {
        process.kill();
        process = launch.start();
        awaitReady();
    }

    /** What the broker prints. */
    public Path log() {
        return home.log();
    }

    /** Ends the broker and removes what it has stored. */
    @Override
    public void close() {
        process.kill();
        home.close();
    }
}
