// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.outfall.testing.stack.KafkaTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Rows <code>{"id":0}</code>, <code>{"id":1}</code> and so on, spread evenly over the partitions of a topic. */
final class RowLoad {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_ONCE = 100;

    private final KafkaTopics topics;
    private final String topic;
    private final int partitions;
    private int next;

    private RowLoad(KafkaTopics topics, String topic, int partitions) {
        this.topics = topics;
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Creates the topic. */
    static RowLoad on(KafkaTopics topics, String topic, int partitions) {
        topics.create(topic, partitions);
        return new RowLoad(topics, topic, partitions);
    }

    /** Writes some rows into each partition. */
    void add(int rowsEach) {
        List<ProducerRecord<byte @Nullable [], byte @Nullable []>> rows = new ArrayList<>();
        for (int i = 0; i < rowsEach * partitions; i++, next++) {
            rows.add(new ProducerRecord<>(topic, next % partitions, null, ("{\"id\":" + next + "}").getBytes(UTF_8)));
        }
        topics.produce(rows);
    }

    /** Writes rows without a pause until it is enough. */
    void addUntil(BooleanSupplier enough) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!enough.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not enough after " + LIMIT.toSeconds() + " s and " + next + " rows");
            }
            add(AT_ONCE);
        }
    }

    /** The ids of all rows that were written. */
    List<Integer> ids() {
        return IntStream.range(0, next).boxed().toList();
    }
}
