// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Rows without end: 150 of 1 KiB a second to all partitions of one topic, and 24 of 32 KiB a second to one partition
 * after the other of another topic, so that there are files of one part and of several. Its rows are also the clock by
 * which blows are timed.
 */
final class Load implements Pace, AutoCloseable {
    static final String SMALL_ROWS = "orders";
    static final int SMALL_PARTITIONS = 4;
    static final String LARGE_ROWS = "photos";
    static final int LARGE_PARTITIONS = 2;

    private static final int VERSIONS = 3;
    private static final int TICK_MS = 40;
    private static final int SMALL_PER_TICK = 6;
    private static final int LARGE_ROWS_IN_A_RUN = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaProducer<String, byte[]> producer;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final String noise = noise();
    private long small;
    private long large;

    private Load(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Starts to write. */
    static Load on(String bootstrapServers) {
        Load load = new Load(bootstrapServers);
        Future<?> unused = load.ticks.scheduleAtFixedRate(load::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        return load;
    }

    /** Rows that the broker has stored. */
    @Override
    public void awaitRows(long more) {
        long wanted = stored.get() + more;
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> stored.get() >= wanted);
    }

    /** Writes no more, and returns when all that was written is stored. */
    void stop() throws InterruptedException {
        ticks.shutdown();
        if (!ticks.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the load does not end");
        }
        producer.flush();
        Exception cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a row was not stored", cause);
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        producer.close(Duration.ZERO);
    }

    private void tick() {
        for (int i = 0; i < SMALL_PER_TICK; i++) {
            send(SMALL_ROWS, (int) (small % SMALL_PARTITIONS), small, version(small), 1 << 10);
            small++;
        }
        send(LARGE_ROWS, (int) (large / LARGE_ROWS_IN_A_RUN % LARGE_PARTITIONS), large, "", 32 << 10);
        large++;
    }

    /** Rows of two kinds that interleave in each partition, and texts that no dictionary makes smaller. */
    private void send(String topic, int partition, long id, String more, int length) {
        int from = (int) (id * 31 % (noise.length() - length));
        byte[] row = "{\"id\": %d, \"kind\": \"%s\", \"text\": \"%s\"%s}"
                .formatted(id, id % 3 == 0 ? "rare" : "frequent", noise.substring(from, from + length), more)
                .getBytes(UTF_8);
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, partition, Long.toString(id), row), (stored, problem) -> {
                    this.stored.incrementAndGet();
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
    }

    /** Versions of the rows alternate: the second has one more column, the third contradicts the others. */
    private static String version(long id) {
        return switch ((int) (id / SMALL_PARTITIONS % VERSIONS)) {
            case 0 -> ", \"size\": " + id;
            case 1 -> ", \"size\": " + id + ", \"note\": \"new\"";
            default -> ", \"size\": \"large\"";
        };
    }

    private static String noise() {
        Random random = new Random(1);
        return random.ints(1 << 20, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
