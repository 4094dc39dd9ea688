// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.stack.ConnectorStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * Kills and stalls the two workers of a cluster while their sinks are under load. {@code kill.cycles} says how often,
 * {@code kill.seed} makes the same choices again (not at the same instructions).
 */
final class Attack {
    static final int CYCLES = Integer.getInteger("kill.cycles", 4);
    static final Duration DRAIN = Duration.ofMinutes(3);
    static final long SEED = Long.getLong("kill.seed", new Random().nextInt(1_000_000));

    private final Cluster cluster;
    private final List<String> sinks;
    private final Pace pace;
    private final Random random = new Random(SEED);
    private final List<Blow> ahead = new ArrayList<>();
    private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);

    /** @param sinks must not fail; the first is the one whose progress counts */
    Attack(Cluster cluster, List<String> sinks, Pace pace) {
        this.cluster = cluster;
        this.sinks = sinks;
        this.pace = pace;
    }

    /** One blow: three times of four in the middle of work, and else in the middle of a rebalance. */
    void strike() {
        if (random.nextInt(4) != 0) {
            awaitProgress();
        }
        pace.awaitRows(random.nextInt(400));
        strike(nextBlow());
    }

    /** What it did, and the seed to do it again. */
    @Override
    public String toString() {
        return "kill.seed=%d, %d cycles %s".formatted(SEED, CYCLES, blows);
    }

    /** Each as often as the others, in a random order. */
    private Blow nextBlow() {
        if (ahead.isEmpty()) {
            ahead.addAll(List.of(Blow.values()));
            Collections.shuffle(ahead, random);
        }
        return ahead.remove(0);
    }

    /** Returns when the first sink has committed something more. */
    private void awaitProgress() {
        String group = "connect-" + sinks.get(0);
        Map<TopicPartition, Long> before = cluster.kafka().topics().committed(group);
        Awaitility.await("something committed, kill.seed=" + SEED)
                .atMost(DRAIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !cluster.kafka().topics().committed(group).equals(before));
    }

    private void strike(Blow blow) {
        int victim = random.nextInt(2);
        int other = 1 - victim;
        int pause = random.nextInt(400);
        System.out.printf("%s: worker %d%n", blow, victim);
        blows.merge(blow, 1, Integer::sum);
        switch (blow) {
            case KILL -> {
                cluster.worker(victim).kill();
                pace.awaitRows(pause);
                cluster.worker(victim).restart();
            }
            case STALL -> {
                cluster.worker(victim).freeze();
                sinks.forEach(sink -> awaitTakenOver(sink, other));
                pace.awaitRows(pause);
                cluster.worker(victim).thaw();
            }
            case KILL_BOTH -> {
                cluster.worker(victim).kill();
                pace.awaitRows(pause);
                cluster.worker(other).kill();
                cluster.worker(other).relaunch();
                cluster.worker(victim).restart();
                cluster.worker(other).awaitReady();
            }
            case KILL_WHILE_STALLED -> {
                cluster.worker(victim).freeze();
                pace.awaitRows(pause);
                cluster.worker(other).kill();
                cluster.worker(victim).thaw();
                cluster.worker(other).restart();
            }
        }
        sinks.forEach(sink -> assertNotFailed(sink, other));
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
}
