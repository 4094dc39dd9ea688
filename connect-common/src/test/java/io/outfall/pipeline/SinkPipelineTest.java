// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.delivery.Outcome;
import io.outfall.delivery.ResumePoint;
import io.outfall.delivery.Retries;
import io.outfall.error.RejectedRecordException;
import io.outfall.error.Rejection;
import io.outfall.error.RejectionPolicy;
import io.outfall.error.RejectionSettings;
import io.outfall.event.ChangeEvent;
import io.outfall.event.Control;
import io.outfall.event.Key;
import io.outfall.event.KeyDelete;
import io.outfall.event.Malformed;
import io.outfall.event.Op;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.metrics.SinkMetrics;
import io.outfall.testing.SteppingClock;
import io.outfall.testing.bench.RecordingTaskContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SinkPipelineTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final SteppingClock clock = SteppingClock.at("2026-01-01T00:00:00Z");
    private final Lanes lanes =
            new Lanes("test", 2, new Retries(Duration.ofSeconds(1), Duration.ofSeconds(1), 0, Duration.ZERO), clock);
    private final ByteBudget budget = new ByteBudget(100);
    private final OneByOne collector = new OneByOne();
    private final RecordingTaskContext context = new RecordingTaskContext(Map.of(), true);
    private final SinkMetrics metrics = SinkMetrics.open(context, "test-sink", "pipeline-test", 0, clock);
    private final SinkPipeline pipeline = pipeline(RejectionPolicy.REPORT);

    /** Delivers each event by itself; a row named "unfit" cannot be encoded. */
    private final class OneByOne implements Collector {
        private final List<String> delivered = new ArrayList<>();
        private final List<String> recalled = new ArrayList<>();
        private long looksBackFrom = -1;
        private final List<TopicPartition> revoked = new ArrayList<>();
        private Outcome next = new Outcome.Delivered();
        private OptionalLong due = OptionalLong.empty();
        private int relieved;
        private boolean knowsWhereToGoOn = true;
        private final Set<TopicPartition> waiting = new HashSet<>();
        private @Nullable RejectedRecords rejected;

        @Override
        public void assign(Collection<OffsetLedger.Partition> partitions) {
            if (knowsWhereToGoOn) {
                partitions.forEach(partition -> partition.begin(ResumePoint.NOWHERE));
            }
        }

        @Override
        public void add(ChangeEvent event, OffsetLedger.Partition partition) throws UnfitRowException {
            if (looksBackFrom == event.origin().offset()) {
                looksBackFrom = -1;
                partition.lookBack(0);
                return;
            }
            if ("unfit".equals(event.record().value())) {
                throw new UnfitRowException("total", "is no number");
            }
            OffsetLedger.Claim claim = partition.claim(event.origin().offset(), clock.millis());
            lanes.submit(lanes.open("one"), () -> next, () -> {
                if ("refused".equals(event.record().value())) {
                    Objects.requireNonNull(rejected)
                            .reject(Rejection.of(event.record(), "the target refuses it"), claim::release);
                    return;
                }
                delivered.add(event.origin().toString());
                claim.release();
            });
        }

        @Override
        public void recall(ChangeEvent event, TopicPartition partition) {
            recalled.add(event.origin().toString());
        }

        @Override
        public void tick(long nowMs) {}

        @Override
        public OptionalLong nextDueMs() {
            return due;
        }

        @Override
        public Set<TopicPartition> waiting() {
            return waiting;
        }

        @Override
        public void relieve() {
            relieved++;
        }

        @Override
        public void revoke(Collection<TopicPartition> partitions) {
            revoked.addAll(partitions);
        }
    }

    @Test
    void aPartitionIsPausedUntilTheTargetHasSaidWhereToGoOn() {
        TopicPartition other = new TopicPartition("orders", 1);
        OffsetLedger ledger = new OffsetLedger();
        collector.knowsWhereToGoOn = false;
        SinkPipeline patient = pipeline(RejectionPolicy.REPORT, ledger);
        assertThat(context.paused()).containsExactly(ORDERS);

        ledger.partition("orders", 0).begin(ResumePoint.NOWHERE);
        patient.put(List.of());
        assertThat(context.paused()).isEmpty();

        patient.open(List.of(other));
        assertThat(context.paused()).containsExactly(other);
        patient.close(List.of(other));
        patient.stop();
    }

    @Test
    void aPartitionIsPausedWhileWhatItsRowsGoToIsMadeReady() {
        collector.waiting.add(ORDERS);
        pipeline.put(List.of(record(0, "1", "row")));
        assertThat(context.paused()).containsExactly(ORDERS);

        collector.waiting.clear();
        pipeline.put(List.of());
        assertThat(context.paused()).isEmpty();
    }

    /** A worker remembers what was paused when it went, and pauses it when it comes back. */
    @Test
    void aPartitionThatWentWhileItWasPausedIsReadWhenItComesBack() {
        collector.waiting.add(ORDERS);
        pipeline.put(List.of(record(0, "1", "row")));
        pipeline.close(List.of(ORDERS));
        collector.waiting.clear();
        assertThat(context.paused()).containsExactly(ORDERS);

        pipeline.open(List.of(ORDERS));
        assertThat(context.paused()).isEmpty();
    }

    @Test
    void aCollectorThatLooksBackIsShownTheEventsBeforeTheFirstAndTakesNoneOfThemIn() {
        collector.looksBackFrom = 7;
        pipeline.put(List.of(record(7, "1", "row"), record(8, "2", "row")));
        assertThat(context.takeSeeks()).containsExactly(Map.entry(ORDERS, 0L));

        pipeline.put(List.of(
                record(3, "1", "unfit"),
                record(4, "1", "malformed"),
                record(5, "1", "heartbeat"),
                record(6, "1", "delete"),
                record(7, "1", null),
                record(8, "2", "row")));
        putUntil(() -> committable(9) == 9);

        assertThat(collector.recalled).containsExactly("orders-0@3", "orders-0@6");
        assertThat(collector.delivered).containsExactly("orders-0@8");
        assertThat(context.reported()).isEmpty();
    }

    @Test
    void aRowThatTheTargetRefusesGoesToTheDeadLetterQueueAndItsOffsetIsFree() {
        pipeline.put(List.of(record(0, "1", "refused"), record(1, "2", "row")));
        putUntil(() -> committable(2) == 2);

        assertThat(context.reported()).hasSize(1);
        assertThat(collector.delivered).containsExactly("orders-0@1");
    }

    @Test
    void aRowThatTheTargetRefusesFailsTheTaskFromPutWhereThatIsAskedFor() {
        SinkPipeline strict = pipeline(RejectionPolicy.FAIL);
        strict.put(List.of(record(0, "1", "refused")));

        assertThatThrownBy(() -> {
                    while (true) {
                        strict.preCommit(Map.of());
                        strict.put(List.of());
                        Thread.onSpinWait();
                    }
                })
                .isInstanceOf(RejectedRecordException.class)
                .hasMessageContaining("topic orders, partition 0, offset 0: the target refuses it");
        assertThat(strict.preCommit(Map.of(ORDERS, new OffsetAndMetadata(1))))
                .containsEntry(ORDERS, new OffsetAndMetadata(0));
    }

    private SinkPipeline pipeline(RejectionPolicy policy) {
        return pipeline(policy, new OffsetLedger());
    }

    private SinkPipeline pipeline(RejectionPolicy policy, OffsetLedger ledger) {
        RejectedRecords rejected =
                new RejectedRecords(new RejectionSettings(policy, Duration.ZERO).open(context, clock), metrics);
        collector.rejected = rejected;
        SinkPipeline made = new SinkPipeline(
                context, SinkPipelineTest::decode, collector, lanes, ledger, budget, rejected, metrics, clock);
        made.open(List.of(ORDERS));
        return made;
    }

    private static ChangeEvent decode(SinkRecord record) {
        if ("heartbeat".equals(record.value())) {
            return new Control(record, Control.Kind.HEARTBEAT);
        }
        if ("malformed".equals(record.value())) {
            return new Malformed(record, "op", "is x, which no operation is");
        }
        return record.value() == null
                ? new KeyDelete(record, TestRows.key(record))
                : new RowChange(record, "delete".equals(record.value()) ? Op.DELETE : Op.CREATE, TestRows.READER);
    }

    private static SinkRecord record(long offset, String key, @Nullable String value) {
        return new SinkRecord("orders", 0, null, key, null, value, offset);
    }

    private long committable(long reached) {
        Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>(Map.of(ORDERS, new OffsetAndMetadata(reached)));
        return Objects.requireNonNull(pipeline.preCommit(current).get(ORDERS)).offset();
    }

    private void putUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pipeline.put(List.of());
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        pipeline.stop();
        metrics.close();
    }

    @Test
    void offsetsAreCommittedOnlyWhenTheirRecordsAreDurable() {
        collector.next = new Outcome.TryLater(new IOException("away"));
        pipeline.put(List.of(record(5, "a", "row")));
        assertThat(committable(6)).isEqualTo(5);
        putUntil(() -> lanes.retried() == 1);
        assertThat(committable(6)).isEqualTo(5);

        collector.next = new Outcome.Delivered();
        clock.advance(Duration.ofSeconds(1));
        putUntil(() -> collector.delivered.size() == 1);
        assertThat(committable(6)).isEqualTo(6);
    }

    @Test
    void aTargetThatIsAwayNeverFailsTheTaskAndAsksForTheNextLook() {
        collector.next = new Outcome.TryLater(new IOException("away"), Duration.ofSeconds(30));
        pipeline.put(List.of(record(0, "a", "row")));
        putUntil(() -> lanes.retried() == 1);
        pipeline.put(List.of());
        assertThat(context.timeoutMs()).isEqualTo(30_000);
    }

    @Test
    void whatIsBrokenLeavesThroughPutAndNeverThroughPreCommit() {
        collector.next = new Outcome.Broken(new IOException("no such bucket"));
        pipeline.put(List.of(record(0, "a", "row")));
        while (lanes.inFlight() > 0) {
            assertThat(committable(1)).isZero();
        }
        assertThatThrownBy(() -> pipeline.put(List.of())).hasMessageContaining("no such bucket");
    }

    @Test
    void oneBadRowGoesToTheDeadLetterQueueAndTheOthersArrive() {
        pipeline.put(List.of(record(0, "a", "row"), record(1, "b", "unfit"), record(2, "c", "row")));
        putUntil(() -> collector.delivered.size() == 2);
        assertThat(collector.delivered).containsExactlyInAnyOrder("orders-0@0", "orders-0@2");
        assertThat(context.reported()).hasSize(1);
        assertThat(context.reported().get(0).error())
                .hasMessage("topic orders, partition 0, offset 1, column total: is no number");
        assertThat(committable(3)).isEqualTo(3);
    }

    @Test
    void withoutADeadLetterQueueTheTaskFailsInTheSameWords() {
        SinkPipeline strict = pipeline(RejectionPolicy.FAIL);
        assertThatThrownBy(() -> strict.put(List.of(record(1, "b", "malformed"))))
                .isInstanceOf(RejectedRecordException.class)
                .hasMessage("topic orders, partition 0, offset 1, column op: is x, which no operation is");
    }

    @Test
    void recordsThatAreNoRowsAreSkipped() {
        pipeline.put(List.of(record(0, "a", "heartbeat")));
        assertThat(collector.delivered).isEmpty();
        assertThat(committable(1)).isEqualTo(1);
    }

    @Test
    void aTombstoneAfterItsDeleteAddsNothingAndATombstoneAloneIsADelete() {
        pipeline.put(List.of(
                record(0, "a", "delete"),
                record(1, "a", null),
                record(2, "b", null),
                record(3, "a", "delete"),
                record(4, "a", "row"),
                record(5, "a", null)));
        putUntil(() -> lanes.inFlight() == 0 && collector.delivered.size() == 5);
        assertThat(collector.delivered)
                .containsExactlyInAnyOrder("orders-0@0", "orders-0@2", "orders-0@3", "orders-0@4", "orders-0@5");
    }

    @Test
    void recordsHandedInAgainAreNotDeliveredTwice() {
        pipeline.put(List.of(record(0, "a", "row"), record(1, "a", "row")));
        pipeline.put(List.of(record(0, "a", "row"), record(1, "a", "row"), record(2, "a", "row")));
        putUntil(() -> lanes.inFlight() == 0 && collector.delivered.size() >= 3);
        assertThat(collector.delivered).containsExactlyInAnyOrder("orders-0@0", "orders-0@1", "orders-0@2");
    }

    @Test
    void aUsedUpBudgetPausesEveryPartitionUntilThereIsRoom() {
        budget.take(100);
        pipeline.put(List.of());
        assertThat(collector.relieved).isEqualTo(1);
        assertThat(context.paused()).containsExactly(ORDERS);

        TopicPartition late = new TopicPartition("orders", 1);
        pipeline.open(List.of(late));
        assertThat(context.paused()).containsExactlyInAnyOrder(ORDERS, late);

        budget.take(-50);
        pipeline.put(List.of());
        assertThat(context.paused()).isEmpty();
    }

    @Test
    void onlyThePartitionsNamedAreClosed() {
        TopicPartition kept = new TopicPartition("orders", 1);
        pipeline.open(List.of(kept));
        pipeline.close(List.of(ORDERS));
        assertThat(collector.revoked).containsExactly(ORDERS);
        pipeline.put(List.of(new SinkRecord("orders", 1, null, "a", null, "row", 7)));
        putUntil(() -> collector.delivered.contains("orders-1@7"));
    }

    @Test
    void theNextLookIsWhenTheCollectorHasSomethingDue() {
        collector.due = OptionalLong.of(clock.millis() + 1234);
        pipeline.put(List.of());
        assertThat(context.timeoutMs()).isEqualTo(1234);
    }

    @Test
    void aKeyThatCannotBeReadIsABadRowToo() {
        pipeline.put(List.of(record(0, "unreadable", null), record(1, "a", "row")));
        putUntil(() -> collector.delivered.size() == 1);
        assertThat(context.reported().get(0).error())
                .hasMessage("topic orders, partition 0, offset 0: the date is infinite");
    }

    @Test
    void keysAreEqualWhateverTheirSchema() {
        Row key = TestRows.key(record(0, "a", null));
        assertThat(Key.of(key)).isEqualTo(Key.of(TestRows.key(record(1, "a", "row"))));
    }
}
