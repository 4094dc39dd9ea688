// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topics and records of a broker, as bytes. Every call opens and closes its own client. */
public final class KafkaTopics {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final String bootstrapServers;

    /** Of the broker at the given address. */
    public KafkaTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    static boolean reachable(String bootstrapServers) {
        Map<String, Object> hasty = Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", 1000,
                "default.api.timeout.ms", 1000,
                "reconnect.backoff.ms", 20,
                "reconnect.backoff.max.ms", 20);
        try (Admin admin = Admin.create(hasty)) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Creates a topic with the settings given, such as {@code cleanup.policy}. */
    public void create(String topic, int partitions, Map<String, String> settings) {
        try (Admin admin = admin()) {
            await(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                    .all());
        }
    }

    /** Creates a topic with default settings. */
    public void create(String topic, int partitions) {
        create(topic, partitions, Map.of());
    }

    /** The names of all topics but internal ones. */
    public Set<String> names() {
        try (Admin admin = admin()) {
            return await(admin.listTopics().names());
        }
    }

    /** Writes records in order and returns when the broker has them all. */
    public void produce(List<ProducerRecord<byte @Nullable [], byte @Nullable []>> records) {
        // Where a topic has just been created, a broker may refuse the first batch as not the leader's and take the
        // second,
        // and then the first never again.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                10_485_760,
                "max.in.flight.requests.per.connection",
                1);
        try (KafkaProducer<byte @Nullable [], byte @Nullable []> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            sent.forEach(KafkaTopics::await);
        }
    }

    /** Writes one record into a partition of the producer's choice. */
    public void produce(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        produce(List.of(new ProducerRecord<>(topic, key, value)));
    }

    /** All committed records that a topic holds now, ordered by partition and offset. */
    public List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records(String topic) {
        Map<TopicPartition, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> read = new HashMap<>();
        read(
                topic,
                record -> read.computeIfAbsent(partition(record), unused -> new ArrayList<>())
                        .add(record));
        return read.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().partition()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** The offsets of all committed records of a kind that a topic holds now, by partition in rising order. */
    public Map<TopicPartition, List<Long>> offsets(
            String topic, Predicate<ConsumerRecord<byte @Nullable [], byte @Nullable []>> which) {
        Map<TopicPartition, List<Long>> offsets = new HashMap<>();
        read(topic, record -> {
            List<Long> known = offsets.computeIfAbsent(partition(record), unused -> new ArrayList<>());
            if (which.test(record)) {
                known.add(record.offset());
            }
        });
        return offsets;
    }

    private void read(String topic, Consumer<ConsumerRecord<byte @Nullable [], byte @Nullable []>> each) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                10_485_760);
        try (KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        Long end = ends.get(partition);
        return end == null ? 0 : end;
    }

    /**
     * The records of a topic once there are at least so many.
     *
     * @throws StackException if there are fewer after three minutes
     */
    public List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> await(String topic, int atLeast) {
        return Await.value(
                LIMIT,
                () -> names().contains(topic) ? records(topic) : List.of(),
                records -> records.size() >= atLeast,
                records -> "topic " + topic + " holds " + records.size() + " records, not " + atLeast);
    }

    /** The number of offsets of every partition of a topic, that is, the offset that comes next. */
    public Map<TopicPartition, Long> ends(String topic) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> latest =
                    await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                            .flatMap(description -> description.partitions().stream())
                            .collect(Collectors.toMap(
                                    info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
            return await(admin.listOffsets(latest).all()).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        }
    }

    /** What a consumer group has committed; the group of a sink is {@code connect-} and the connector's name. */
    public Map<TopicPartition, Long> committed(String group) {
        try (Admin admin = admin()) {
            Map<TopicPartition, @Nullable OffsetAndMetadata> offsets =
                    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            Map<TopicPartition, Long> committed = new HashMap<>();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            return committed;
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for the broker", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("the broker did not do as asked: " + e.getMessage(), e);
        }
    }
}
