// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** How a partition goes on where a former owner left it. */
class EntryTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    // 0 to 99 are in the target, and 110 to 119; the record at 99 is known by its timestamp.
    private static final ResumePoint KNOWN =
            new ResumePoint(OffsetSet.range(0, 100).and(OffsetSet.range(110, 120)), new Witness(99, 5_000L));

    private final OffsetLedger ledger = new OffsetLedger();
    private final OffsetLedger.Partition orders = ledger.assign(List.of(ORDERS)).get(0);

    private long committable(long reached) {
        OffsetAndMetadata current = new OffsetAndMetadata(reached);
        return ledger.committable(new HashMap<>(Map.of(ORDERS, current)))
                .getOrDefault(ORDERS, current)
                .offset();
    }

    @Test
    void nothingIsTakenInBeforeTheTargetHasSaidWhereToGoOn() {
        assertThat(orders.accept(7, 1L)).isFalse();
        assertThat(committable(8)).isEqualTo(7);
        assertThat(ledger.seeks()).isEmpty();

        orders.begin(ResumePoint.NOWHERE);

        assertThat(ledger.seeks()).isEqualTo(Map.of(ORDERS, 7L));
        assertThat(orders.accept(7, 1L)).isTrue();
    }

    @Test
    void whatTheTargetHasIsJumpedOverUpToTheRecordThatIsKnown() {
        orders.begin(KNOWN);

        assertThat(orders.accept(40, 1L)).isFalse();
        assertThat(orders.accept(41, 1L)).isFalse();
        assertThat(ledger.seeks()).isEqualTo(Map.of(ORDERS, 99L));
        assertThat(orders.accept(99, 5_000L)).isFalse();
        assertThat(orders.accept(100, 5_001L)).isTrue();
        assertThat(orders.accept(109, 5_001L)).isTrue();
        assertThat(orders.accept(110, 5_001L)).isFalse();
        assertThat(orders.accept(119, 5_001L)).isFalse();
        assertThat(orders.accept(120, 5_001L)).isTrue();
        assertThat(ledger.seeks()).isEmpty();
    }

    @Test
    void aGroupThatWasSetAheadIsNotPulledBack() {
        orders.begin(KNOWN);

        assertThat(orders.accept(500, 9_000L)).isTrue();
        assertThat(ledger.seeks()).isEmpty();
    }

    @Test
    void offsetsBelowAllThatTheTargetHasAreTakenIn() {
        orders.begin(new ResumePoint(OffsetSet.range(50, 100), new Witness(99, 5_000L)));

        assertThat(orders.accept(0, 1L)).isTrue();
        assertThat(orders.accept(49, 1L)).isTrue();
        assertThat(orders.accept(50, 1L)).isFalse();
        assertThat(ledger.seeks()).isEqualTo(Map.of(ORDERS, 99L));
    }

    @Test
    void whatCameWithTheFirstKnownRecordIsReadAgainAfterTheJump() {
        orders.begin(KNOWN);
        orders.accept(98, 1L);
        assertThat(orders.accept(100, 1L)).isFalse();
        assertThat(committable(101)).isEqualTo(98);

        assertThat(ledger.seeks()).isEqualTo(Map.of(ORDERS, 99L));
        assertThat(orders.accept(99, 5_000L)).isFalse();
        assertThat(orders.accept(100, 1L)).isTrue();
    }

    @Test
    void whatWasHandedInBeforeAJumpIsNotCommittedBetweenTheJumpAndTheNextRecord() {
        orders.begin(KNOWN);
        orders.accept(98, 1L);
        orders.accept(100, 1L);

        ledger.seeks();

        assertThat(committable(101)).isEqualTo(99);
        orders.accept(99, 5_000L);
        orders.accept(100, 1L);
        assertThat(committable(101)).isEqualTo(101);
    }

    @Test
    void whatWasHandedInTooEarlyIsNotCommittedBetweenTheSeekAndTheNextRecord() {
        orders.accept(7, 1L);
        orders.begin(ResumePoint.NOWHERE);

        ledger.seeks();

        assertThat(committable(8)).isEqualTo(7);
    }

    @Test
    void aTopicThatWasMadeAnewIsKnownByAnotherRecordAtTheSameOffset() {
        orders.begin(KNOWN);
        orders.accept(0, 7_000L);
        ledger.seeks();

        assertThatThrownBy(() -> orders.accept(99, 7_777L))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("orders-0")
                .hasMessageContaining("timestamp 7777, not 5000")
                .hasMessageContaining("DELETE /connectors/{name}/offsets");
    }

    @Test
    void aTopicThatWasMadeAnewIsKnownByItsEarlierEnd() {
        orders.begin(KNOWN);
        orders.accept(0, 7_000L);
        ledger.seeks();

        assertThatThrownBy(() -> orders.accept(0, 7_000L)).hasMessageContaining("its records end before offset 99");
    }

    @Test
    void aWitnessThatCompactionTookAwayProvesNothingAndStopsNothing() {
        orders.begin(KNOWN);
        orders.accept(0, 1L);
        ledger.seeks();

        assertThat(orders.accept(101, 1L)).isTrue();
    }

    @Test
    void theProgressOfAnOwnerIsWhatItMetAndHoldsNoMore() {
        orders.begin(ResumePoint.NOWHERE);
        orders.accept(10, 100L);
        OffsetLedger.Claim file = orders.claim(10, 0);
        orders.accept(11, 101L);
        OffsetLedger.Claim other = orders.claim(11, 0);
        orders.accept(15, 105L);

        assertThat(orders.progress(List.of())).isEqualTo(new Progress(OffsetSet.EMPTY, null));
        assertThat(orders.progress(List.of(file)))
                .isEqualTo(new Progress(OffsetSet.range(10, 11), new Witness(10, 100)));
        assertThat(orders.progress(List.of(file, other)))
                .isEqualTo(new Progress(OffsetSet.range(10, 16), new Witness(15, 105)));
    }
}
