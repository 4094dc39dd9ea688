// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.report;

import io.outfall.json.JsonWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of changes, and holds back what follows from that until the report is stored.
 *
 * <p>Not thread-safe: the task thread owns it.
 */
public final class Reports implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final @Nullable Producer<byte[], byte[]> producer;
    private final @Nullable String successTopic;
    private final @Nullable String errorTopic;
    private final Queue<OnItsWay> onTheirWay = new ArrayDeque<>();

    private record OnItsWay(Future<?> stored, Runnable then) {}

    Reports(@Nullable Producer<byte[], byte[]> producer, @Nullable String successTopic, @Nullable String errorTopic) {
        this.producer = producer;
        this.successTopic = successTopic;
        this.errorTopic = errorTopic;
    }

    /**
     * Reports as the settings say; without a topic there is no producer.
     *
     * @param name what the producer calls itself
     * @throws ConnectException if there can be no producer with such settings
     */
    public static Reports open(ReportSettings settings, String name) {
        boolean any = settings.successTopic() != null || settings.errorTopic() != null;
        return new Reports(any ? producer(settings, name) : null, settings.successTopic(), settings.errorTopic());
    }

    /** The server took a change; what follows from that runs when that is told. */
    public void accepted(SinkRecord record, Runnable then) {
        report(successTopic, record, null, then);
    }

    /** The server did not take a change; what follows from that runs when that is told. */
    public void rejected(SinkRecord record, String reason, Runnable then) {
        report(errorTopic, record, reason, then);
    }

    /** Whether {@link #settle} is worth calling soon. */
    public boolean areOnTheirWay() {
        return !onTheirWay.isEmpty();
    }

    /**
     * Takes in which reports are stored. They come in their order, or a little later.
     *
     * @throws ConnectException if one never will be: going on would lose it
     */
    public void settle() {
        while (!onTheirWay.isEmpty() && isStored(onTheirWay.element().stored())) {
            onTheirWay.remove().then().run();
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(GOODBYE);
        }
    }

    private void report(@Nullable String topic, SinkRecord record, @Nullable String reason, Runnable then) {
        if (topic == null || producer == null) {
            then.run();
            return;
        }
        String origin =
                record.originalTopic() + "-" + record.originalKafkaPartition() + "-" + record.originalKafkaOffset();
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("topic", record.originalTopic());
        report.put("partition", BigDecimal.valueOf(record.originalKafkaPartition()));
        report.put("offset", BigDecimal.valueOf(record.originalKafkaOffset()));
        report.put("status", reason == null ? "accepted" : "rejected");
        if (reason != null) {
            report.put("reason", reason);
        }
        Future<?> stored = producer.send(new ProducerRecord<>(
                topic, utf8(origin), utf8(new JsonWriter().tree(report).text())));
        onTheirWay.add(new OnItsWay(stored, then));
    }

    private static boolean isStored(Future<?> report) {
        if (!report.isDone()) {
            return false;
        }
        try {
            report.get();
            return true;
        } catch (ExecutionException | CancellationException e) {
            throw new ConnectException("A report was not stored", e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            // get() on a report that is done does not wait; only a task that is being stopped comes here.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Producer<byte[], byte[]> producer(ReportSettings settings, String name) {
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        settings.producer().forEach((key, value) -> all.put(key, value.value()));
        // Without these, a report can be stored and lost.
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try {
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new ConnectException("There can be no producer with the settings report.producer.*", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
