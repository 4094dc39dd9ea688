// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import io.outfall.delivery.Backpressure;
import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.error.Rejection;
import io.outfall.event.ChangeEvent;
import io.outfall.event.Control;
import io.outfall.event.LogicalMessage;
import io.outfall.event.Malformed;
import io.outfall.metrics.Figure;
import io.outfall.metrics.SinkMetrics;
import io.outfall.type.UnfitValueException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What every sink task forwards to. {@code put} takes records in and hands over what is due; nothing in it waits for
 * the target. Two facts of the Connect runtime shape it: an exception from {@code put} fails the task, one from
 * {@code preCommit} is logged and the consumer rewound, so what broke is thrown from {@code put} alone; and {@code put}
 * is called without records too, also while paused, within the time asked for by {@code context.timeout}, which is all
 * the timer that retries and rotation need.
 */
public final class SinkPipeline {
    private final SinkTaskContext context;
    private final Function<SinkRecord, ChangeEvent> decoder;
    private final Collector collector;
    private final Lanes lanes;
    private final OffsetLedger ledger;
    private final ByteBudget budget;
    private final Backpressure backpressure;
    private final RejectedRecords rejected;
    private final Clock clock;
    private final TombstoneFilter tombstones = new TombstoneFilter();
    private final Figure skipped;
    private final SinkMetrics metrics;

    public SinkPipeline(
            SinkTaskContext context,
            Function<SinkRecord, ChangeEvent> decoder,
            Collector collector,
            Lanes lanes,
            OffsetLedger ledger,
            ByteBudget budget,
            RejectedRecords rejected,
            SinkMetrics metrics,
            Clock clock) {
        this.context = context;
        this.decoder = decoder;
        this.collector = collector;
        this.lanes = lanes;
        this.ledger = ledger;
        this.budget = budget;
        this.backpressure = new Backpressure(context);
        this.rejected = rejected;
        this.metrics = metrics;
        this.skipped = metrics.counter(
                "skipped-records-total",
                "Records that are no rows of any table: heartbeats, transaction markers, messages and the like.");
        this.clock = clock;
    }

    /** Partitions came. */
    public void open(Collection<TopicPartition> partitions) {
        List<OffsetLedger.Partition> fresh = ledger.assign(partitions);
        backpressure.assign(partitions);
        collector.assign(fresh);
        hold();
    }

    /** Partitions went; nothing of them is delivered any more. */
    public void close(Collection<TopicPartition> partitions) {
        collector.revoke(partitions);
        ledger.revoke(partitions);
        backpressure.revoke(partitions);
        tombstones.revoke(partitions);
    }

    /**
     * Takes records in.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException if a delivery broke, or a record is rejected and is to
     *     fail the task
     */
    public void put(Collection<SinkRecord> records) {
        settle();
        lanes.check();
        rejected.check();
        for (SinkRecord record : records) {
            take(record);
        }
        collector.tick(clock.millis());
        if (budget.isExhausted()) {
            collector.relieve();
        }
        backpressure.set(budget.isExhausted());
        hold();
        Map<TopicPartition, Long> seeks = ledger.seeks();
        if (!seeks.isEmpty()) {
            context.offset(seeks);
        }
        showMetrics();
        nextLookMs().ifPresent(context::timeout);
    }

    /** The offsets up to which everything is durable or where the user wants it. */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        settle();
        return ledger.committable(current);
    }

    /** Ends all deliveries. */
    public void stop() {
        lanes.close();
    }

    private void hold() {
        Set<TopicPartition> waiting = ledger.waiting();
        waiting.addAll(collector.waiting());
        backpressure.hold(waiting);
    }

    private void settle() {
        lanes.settle();
        rejected.settle();
    }

    private void take(SinkRecord record) {
        OffsetLedger.Partition partition = ledger.partition(record.originalTopic(), record.originalKafkaPartition());
        if (!partition.accept(record.originalKafkaOffset(), record.timestamp())) {
            if (partition.isLookedBackAt(record.originalKafkaOffset())) {
                recall(decoder.apply(record), partition.name());
            }
            return;
        }
        ChangeEvent event = decoder.apply(record);
        if (event instanceof Malformed malformed) {
            reject(Rejection.of(record, malformed.field(), malformed.reason()), partition);
        } else if (event instanceof Control || event instanceof LogicalMessage) {
            skipped.add(1);
        } else {
            collect(event, partition);
        }
    }

    /** What is wrong with the record was said to whoever took it in. */
    private void recall(ChangeEvent event, TopicPartition partition) {
        boolean row = !(event instanceof Malformed || event instanceof Control || event instanceof LogicalMessage);
        if (row && !tombstones.isRedundant(event, partition)) {
            collector.recall(event, partition);
        }
    }

    private void collect(ChangeEvent event, OffsetLedger.Partition partition) {
        try {
            if (!tombstones.isRedundant(event, partition.name())) {
                collector.add(event, partition);
            }
        } catch (UnfitRowException e) {
            reject(Rejection.of(event.record(), e.column(), e.reason()), partition);
        } catch (UnfitValueException e) {
            reject(Rejection.of(event.record(), e.reason()), partition);
        }
    }

    private void reject(Rejection rejection, OffsetLedger.Partition partition) {
        rejected.reject(rejection, partition, clock.millis());
    }

    private void showMetrics() {
        metrics.retries().set(lanes.retried());
        metrics.inFlight().set(lanes.inFlight());
        lanes.failing()
                .ifPresentOrElse(
                        failing -> metrics.failing(failing.deliveries(), failing.sinceMs(), failing.why()),
                        () -> metrics.failing(0, SinkMetrics.NONE, ""));
        metrics.oldestPending(ledger.oldestMs().orElse(SinkMetrics.NONE));
    }

    private OptionalLong nextLookMs() {
        long look = lanes.nextLookMs().orElse(Long.MAX_VALUE);
        OptionalLong due = collector.nextDueMs();
        if (due.isPresent()) {
            look = Math.min(look, Math.max(1, due.getAsLong() - clock.millis()));
        }
        return look == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(look);
    }
}
