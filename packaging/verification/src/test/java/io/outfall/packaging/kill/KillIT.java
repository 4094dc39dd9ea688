// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.packaging.SinkPlugin;
import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.audit.OffsetAudit;
import io.outfall.testing.stack.ConnectorStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two workers run two sinks under load, one with many small files at paths of the wall clock and eager rebalances, one
 * with multipart uploads, less memory than its files need and cooperative rebalances, and are killed and stalled again
 * and again. {@code kill.cycles} says how often, {@code kill.seed} makes the same choices again (not at the same
 * instructions), {@code kill.guarantee} set to {@code at-least-once} shows that the comparison finds what there is to
 * find.
 */
class KillIT {
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final String SMALL_FILES = """
            topics=orders
            path.template=${topic}/${column:kind}/${time.wall:mm-ss}/${partition}+${start.offset}.${ext}
            rotate.interval.ms=700
            """;
    private static final String LARGE_FILES = """
            topics=photos
            parquet.compression=none
            memory.budget.bytes=6291456
            rotate.bytes=14680064
            rotate.interval.ms=20000
            rotate.idle.ms=2000
            consumer.override.partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor
            """;
    private static final List<String> SINKS = List.of("small-files", "large-files");

    private static final int CYCLES = Integer.getInteger("kill.cycles", 4);
    private static final String GUARANTEE = System.getProperty("kill.guarantee", "exactly-once");
    private static final long SEED = Long.getLong("kill.seed", new Random().nextInt(1_000_000));

    private static Cluster cluster;

    private final Random random = new Random(SEED);
    private final List<Blow> ahead = new ArrayList<>();
    private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);

    @BeforeAll
    static void start() {
        cluster = Cluster.start(SinkPlugin.S3.unpacked());
        cluster.kafka().topics().create(Load.SMALL_ROWS, Load.SMALL_PARTITIONS);
        cluster.kafka().topics().create(Load.LARGE_ROWS, Load.LARGE_PARTITIONS);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void eachOffsetIsInOneObjectHoweverOftenWorkersAreKilledAndStalled() throws InterruptedException {
        startSink("small-files", SMALL_FILES);
        startSink("large-files", LARGE_FILES);
        try (Load load = Load.on(cluster.kafka().bootstrapServers())) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                // Three times of four in the middle of work, and else in the middle of a rebalance.
                if (random.nextInt(4) != 0) {
                    awaitProgress();
                }
                load.awaitRows(random.nextInt(400));
                strike(nextBlow(), load);
            }
            load.awaitRows(600);
            load.stop();
        }
        awaitDrained();

        Map<TopicPartition, List<Long>> rows =
                new HashMap<>(cluster.kafka().topics().offsets(Load.SMALL_ROWS, row -> true));
        Map<TopicPartition, List<Long>> largeRows = cluster.kafka().topics().offsets(Load.LARGE_ROWS, row -> true);
        AuditReport small = audit("small-files", rows);
        AuditReport large = audit("large-files", largeRows);
        String outcome = "kill.seed=%d, %d cycles %s\n%s\n%s".formatted(SEED, CYCLES, blows, small, large);
        System.out.println(outcome);
        assertThat(small.isExact() && large.isExact()).as(outcome).isTrue();
    }

    /** Each as often as the others, in a random order. */
    private Blow nextBlow() {
        if (ahead.isEmpty()) {
            ahead.addAll(List.of(Blow.values()));
            Collections.shuffle(ahead, random);
        }
        return ahead.remove(0);
    }

    /** Returns when a sink has committed something more. */
    private static void awaitProgress() {
        Map<TopicPartition, Long> before = cluster.kafka().topics().committed("connect-small-files");
        Awaitility.await("something committed, kill.seed=" + SEED)
                .atMost(DRAIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !cluster.kafka()
                        .topics()
                        .committed("connect-small-files")
                        .equals(before));
    }

    private void strike(Blow blow, Load load) {
        int victim = random.nextInt(2);
        int other = 1 - victim;
        int pause = random.nextInt(400);
        System.out.printf("%s: worker %d%n", blow, victim);
        blows.merge(blow, 1, Integer::sum);
        switch (blow) {
            case KILL -> {
                cluster.worker(victim).kill();
                load.awaitRows(pause);
                cluster.worker(victim).restart();
            }
            case STALL -> {
                cluster.worker(victim).freeze();
                SINKS.forEach(sink -> awaitTakenOver(sink, other));
                load.awaitRows(pause);
                cluster.worker(victim).thaw();
            }
            case KILL_BOTH -> {
                cluster.worker(victim).kill();
                load.awaitRows(pause);
                cluster.worker(other).kill();
                cluster.worker(other).relaunch();
                cluster.worker(victim).restart();
                cluster.worker(other).awaitReady();
            }
            case KILL_WHILE_STALLED -> {
                cluster.worker(victim).freeze();
                load.awaitRows(pause);
                cluster.worker(other).kill();
                cluster.worker(victim).thaw();
                cluster.worker(other).restart();
            }
        }
        SINKS.forEach(sink -> assertNotFailed(sink, other));
    }

    private void awaitTakenOver(String sink, int worker) {
        String address = cluster.worker(worker).url().getAuthority();
        cluster.connectors(worker)
                .awaitStatus(
                        sink,
                        status -> status.isRunning()
                                && status.tasks().stream()
                                        .allMatch(task -> task.worker().equals(address)));
    }

    private void assertNotFailed(String sink, int worker) {
        ConnectorStatus status = cluster.connectors(worker).status(sink);
        assertThat(status.failure())
                .as("kill.seed=%d: what %s failed from", SEED, sink)
                .isEmpty();
    }

    private void awaitDrained() {
        for (String sink : SINKS) {
            cluster.connectors(0).awaitRunning(sink);
        }
        Awaitility.await("all offsets committed, kill.seed=" + SEED)
                .atMost(DRAIN)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(cluster.kafka().topics().committed("connect-small-files"))
                            .isEqualTo(cluster.kafka().topics().ends(Load.SMALL_ROWS));
                    assertThat(cluster.kafka().topics().committed("connect-large-files"))
                            .isEqualTo(cluster.kafka().topics().ends(Load.LARGE_ROWS));
                });
        cluster.worker(0).stop();
        cluster.worker(1).stop();
    }

    private static AuditReport audit(String sink, Map<TopicPartition, List<Long>> rows) {
        return OffsetAudit.compare(cluster.s3().folder(sink), rows, cluster.s3().unfinishedUploads(sink));
    }

    private static void startSink(String name, String more) {
        cluster.s3().createBucket(name);
        Map<String, String> settings = new HashMap<>(Map.of(
                "connector.class",
                "io.outfall.s3.S3SinkConnector",
                "tasks.max",
                "2",
                "s3.bucket",
                name,
                "s3.endpoint",
                cluster.s3().endpoint().toString(),
                "s3.region",
                cluster.s3().region(),
                "s3.access.key.id",
                cluster.s3().accessKey(),
                "s3.secret.access.key",
                cluster.s3().secretKey(),
                "s3.part.bytes",
                "5242880",
                "key.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "value.converter.schemas.enable",
                "false"));
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("delivery.guarantee", GUARANTEE);
        settings.put("retry.backoff.max.ms", "1000");
        settings.put("consumer.override.session.timeout.ms", "3000");
        settings.put("consumer.override.heartbeat.interval.ms", "500");
        more.lines()
                .forEach(line ->
                        settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        cluster.connectors(0).start(name, settings);
    }
}
