// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link DeliverySettings}. */
public final class DeliverySection implements Section<DeliverySettings> {
    private static final double JITTER = 0.5;

    static final Key<Integer> PARALLELISM = Key.integer("delivery.parallelism", 1, 256)
            .doc("How many requests to the target a task may have on their way at once.")
            .defaultsTo(4);
    static final Key<Duration> BACKOFF = Key.millis("retry.backoff.ms", Duration.ofMillis(1), Duration.ofHours(1))
            .doc(
                    "How long to wait before the first repetition of a request that failed for a passing reason. Each further "
                            + "wait doubles, and is made shorter or longer at random by up to a half.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofMillis(200));
    static final Key<Duration> MAX_BACKOFF = Key.millis(
                    "retry.backoff.max.ms", Duration.ofMillis(1), Duration.ofHours(1))
            .doc("The longest wait between two repetitions of a request.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofSeconds(30));
    static final Key<Long> MEMORY = Key.bytes("memory.budget.bytes", 1L << 20, 1L << 40)
            .doc(
                    "How many bytes a task may hold in memory for rows that are not delivered yet. Above it the task closes "
                            + "what frees most and pauses its consumer until a quarter is free again. One poll of records can pass "
                            + "it, so leave room for `max.poll.records` rows.")
            .importance(Importance.HIGH)
            .defaultsTo(128L << 20);

    private final Key<Duration> timeout;

    /** For a sink whose task fails over a delivery that goes on failing. */
    public DeliverySection() {
        this("before the task fails");
    }

    /** @param fate what becomes of a delivery that goes on failing, as the end of a sentence about how long it may */
    public DeliverySection(String fate) {
        this.timeout = Key.millis("delivery.timeout.ms", Duration.ZERO, Duration.ofDays(365))
                .doc("How long one delivery may go on failing for passing reasons " + fate
                        + ". 0 waits for the target for ever, with the consumer paused and nothing lost.")
                .defaultsTo(Duration.ZERO);
    }

    @Override
    public String title() {
        return "Delivery";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(PARALLELISM, MEMORY, timeout, BACKOFF, MAX_BACKOFF);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            if (values.get(MAX_BACKOFF).compareTo(values.get(BACKOFF)) < 0) {
                problems.add(MAX_BACKOFF, "must not be below retry.backoff.ms");
            }
        });
    }

    @Override
    public DeliverySettings read(Values values) {
        return new DeliverySettings(
                values.get(PARALLELISM),
                new Retries(values.get(BACKOFF), values.get(MAX_BACKOFF), JITTER, values.get(timeout)),
                values.get(MEMORY));
    }
}
