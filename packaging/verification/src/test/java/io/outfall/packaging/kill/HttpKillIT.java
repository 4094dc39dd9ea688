// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.packaging.SinkPlugin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two workers post rows under load and are killed again and again. {@code kill.cycles} says how often,
 * {@code kill.seed} makes the same choices again.
 */
class HttpKillIT {
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final int TASKS = 2;
    private static final int AT_ONCE = 4;
    private static final String SINK = "posted";
    private static final String GROUP = "connect-" + SINK;
    private static final int CYCLES = Integer.getInteger("kill.cycles", 3);
    private static final long SEED = Long.getLong("kill.seed", new Random().nextInt(1_000_000));

    private static Cluster cluster;
    private static CountingServer server;

    private final Random random = new Random(SEED);
    private long mayComeAgain;

    @BeforeAll
    static void start() {
        server = CountingServer.start();
        cluster = Cluster.start(SinkPlugin.HTTP.unpacked());
        cluster.kafka().topics().create(Load.SMALL_ROWS, Load.SMALL_PARTITIONS);
        cluster.kafka().topics().create(Load.LARGE_ROWS, Load.LARGE_PARTITIONS);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void noRowIsLostAndOnlyWhatWasNotCommittedComesAgainWithTheSameKey() throws InterruptedException {
        cluster.connectors(0).start(SINK, settings());
        try (Load load = Load.on(cluster.kafka().bootstrapServers())) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                awaitProgress();
                load.awaitRows(random.nextInt(400));
                kill(load);
            }
            load.awaitRows(400);
            load.stop();
        }
        awaitDrained();

        Map<String, Integer> requests = server.requests();
        long again = requests.values().stream().mapToLong(times -> times - 1).sum();
        String outcome = "kill.seed=%d, %d kills: %d rows, %d came again, %d could have"
                .formatted(SEED, CYCLES, requests.size(), again, mayComeAgain);
        System.out.println(outcome);
        assertThat(requests.keySet()).as(outcome).isEqualTo(keysOfAllRows());
        assertThat(server.contradictions()).as(outcome).isEmpty();
        assertThat(again).as(outcome).isLessThanOrEqualTo(mayComeAgain);
    }

    private void kill(Load load) {
        int victim = random.nextInt(2);
        boolean both = random.nextInt(3) == 0;
        cluster.worker(victim).kill();
        if (both) {
            cluster.worker(1 - victim).kill();
        }
        // What the server took and no worker has committed, and what was on its way at each end of a task.
        mayComeAgain += server.keys() - committed() + 2L * TASKS * AT_ONCE;
        load.awaitRows(random.nextInt(400));
        if (both) {
            cluster.worker(1 - victim).relaunch();
        }
        cluster.worker(victim).restart();
        cluster.worker(1 - victim).awaitReady();
        assertThat(cluster.connectors(1 - victim).status(SINK).failure())
                .as("kill.seed=%d", SEED)
                .isEmpty();
    }

    private static void awaitProgress() {
        long before = committed();
        Awaitility.await("something committed, kill.seed=" + SEED)
                .atMost(DRAIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> committed() > before);
    }

    private static void awaitDrained() {
        Awaitility.await("all offsets committed, kill.seed=" + SEED)
                .atMost(DRAIN)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(cluster.kafka().topics().committed(GROUP))
                        .isEqualTo(cluster.kafka().topics().ends(Load.SMALL_ROWS)));
    }

    private static long committed() {
        return cluster.kafka().topics().committed(GROUP).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Set<String> keysOfAllRows() {
        Map<TopicPartition, List<Long>> offsets = cluster.kafka().topics().offsets(Load.SMALL_ROWS, row -> true);
        return offsets.entrySet().stream()
                .flatMap(partition -> partition.getValue().stream().map(offset -> partition.getKey() + "-" + offset))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", SinkPlugin.HTTP.connector());
        settings.put("tasks.max", Integer.toString(TASKS));
        settings.put("topics", Load.SMALL_ROWS);
        settings.put("http.url", server.url());
        settings.put("ordering", "key");
        settings.put("delivery.parallelism", Integer.toString(AT_ONCE));
        settings.put("idempotency.header", "Idempotency-Key");
        settings.put("retry.backoff.max.ms", "1000");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter.schemas.enable", "false");
        settings.put("consumer.override.session.timeout.ms", "3000");
        settings.put("consumer.override.heartbeat.interval.ms", "500");
        return settings;
    }
}
