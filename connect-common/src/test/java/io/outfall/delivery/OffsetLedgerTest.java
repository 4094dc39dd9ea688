// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.delivery.OffsetLedger.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition USERS = new TopicPartition("users", 3);

    private final OffsetLedger ledger = new OffsetLedger();

    OffsetLedgerTest() {
        ledger.assign(List.of(ORDERS, USERS)).forEach(partition -> partition.begin(ResumePoint.NOWHERE));
    }

    private OffsetLedger.Partition orders() {
        return ledger.partition("orders", 0);
    }

    private long committable(TopicPartition partition, long reached) {
        OffsetAndMetadata current = new OffsetAndMetadata(reached);
        return ledger.committable(Map.of(partition, current))
                .getOrDefault(partition, current)
                .offset();
    }

    @Test
    void whereNothingIsHeldConnectsOwnOffsetIsCommitted() {
        orders().accept(7, null);
        assertThat(committable(ORDERS, 8)).isEqualTo(8);
    }

    @Test
    void theLowestClaimHoldsTheWatermarkBack() {
        Claim first = orders().claim(10, 0);
        Claim second = orders().claim(12, 0);
        assertThat(committable(ORDERS, 20)).isEqualTo(10);
        second.release();
        assertThat(committable(ORDERS, 20)).isEqualTo(10);
        first.release();
        assertThat(committable(ORDERS, 20)).isEqualTo(20);
    }

    @Test
    void partitionsDoNotHoldEachOtherBack() {
        orders().claim(1, 0);
        assertThat(committable(USERS, 5)).isEqualTo(5);
    }

    @Test
    void aRecordHandedInAgainIsNotTakenInTwice() {
        assertThat(orders().accept(3, null)).isTrue();
        assertThat(orders().accept(5, null)).isTrue();
        assertThat(orders().accept(3, null)).isFalse();
        assertThat(orders().accept(5, null)).isFalse();
        assertThat(orders().accept(6, null)).isTrue();
    }

    @Test
    void whatComesBeforeTheFirstRecordCanBeLookedAt() {
        OffsetLedger.Partition partition = orders();
        assertThat(partition.accept(40, null)).isTrue();
        partition.lookBack(30);
        assertThat(partition.accept(41, null))
                .as("before the consumer was set back")
                .isFalse();

        assertThat(ledger.seeks()).containsExactly(Map.entry(ORDERS, 30L));
        assertThat(partition.accept(38, null)).isFalse();
        assertThat(partition.isLookedBackAt(38)).isTrue();
        assertThat(partition.isLookedBackAt(40)).isFalse();
        assertThat(partition.accept(40, null)).isTrue();
        assertThat(partition.accept(41, null)).isTrue();
        assertThat(ledger.seeks()).isEmpty();
        assertThat(committable(ORDERS, 42)).isEqualTo(42);
    }

    @Test
    void nothingIsCommittedWhileOneLooksBack() {
        orders().accept(40, null);
        orders().lookBack(30);
        assertThat(ledger.committable(Map.of(ORDERS, new OffsetAndMetadata(41))))
                .as("before the consumer was set back")
                .isEmpty();
        ledger.seeks();
        orders().accept(38, null);

        assertThat(ledger.committable(Map.of(ORDERS, new OffsetAndMetadata(39))))
                .as("what was committed before is further on")
                .isEmpty();
    }

    @Test
    void oneCanLookBackFurtherAndAlsoBehindRecordsThatWereTakenIn() {
        OffsetLedger.Partition partition = orders();
        partition.accept(40, null);
        partition.lookBack(30);
        ledger.seeks();
        partition.accept(40, null);
        partition.lookBack(0);

        assertThat(ledger.seeks()).containsExactly(Map.entry(ORDERS, 0L));
        assertThat(partition.accept(40, null)).isTrue();
        Claim claim = partition.claim(40, 0);
        assertThat(partition.accept(41, null)).isTrue();
        partition.lookBack(20);

        assertThat(ledger.seeks()).containsExactly(Map.entry(ORDERS, 20L));
        assertThat(partition.accept(40, null)).isFalse();
        assertThat(partition.isLookedBackAt(40)).isTrue();
        assertThat(partition.accept(41, null)).isTrue();
        assertThat(partition.isLookedBackAt(40)).isFalse();
        assertThat(committable(ORDERS, 42)).isEqualTo(40);
        claim.release();
        assertThat(committable(ORDERS, 42)).isEqualTo(42);
    }

    @Test
    void aPartitionThatCameBackStartsAfresh() {
        OffsetLedger.Partition before = orders();
        before.accept(9, null);
        before.claim(9, 0);
        ledger.revoke(List.of(ORDERS));
        ledger.assign(List.of(ORDERS)).forEach(partition -> partition.begin(ResumePoint.NOWHERE));
        assertThat(before.isRevoked()).isTrue();
        assertThat(orders().accept(4, null)).isTrue();
        assertThat(committable(ORDERS, 5)).isEqualTo(5);
    }

    @Test
    void assigningAgainKeepsWhatIsHeld() {
        orders().claim(2, 0);
        ledger.assign(List.of(ORDERS));
        assertThat(committable(ORDERS, 9)).isEqualTo(2);
    }

    @Test
    void theOldestClaimTellsHowFreshTheTargetIs() {
        assertThat(ledger.oldestMs()).isEmpty();
        Claim first = orders().claim(10, 5_000);
        ledger.partition("users", 3).claim(1, 7_000);
        assertThat(ledger.oldestMs()).hasValue(5_000);
        first.release();
        assertThat(ledger.oldestMs()).hasValue(7_000);
    }

    @Test
    void aRecordOfAForeignPartitionIsAnError() {
        assertThatThrownBy(() -> ledger.partition("orders", 1))
                .hasMessageContaining("orders-1")
                .hasMessageContaining("not assigned");
    }

    @RepeatedTest(50)
    void inAnyOrderOfReleasesTheWatermarkIsTheLowestOffsetStillHeld(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Claim> open = new ArrayList<>();
        TreeSet<Long> held = new TreeSet<>();
        long offset = 0;
        for (int step = 0; step < 300; step++) {
            if (open.isEmpty() || random.nextBoolean()) {
                offset += 1 + random.nextInt(3);
                open.add(orders().claim(offset, 0));
                held.add(offset);
            } else {
                Claim claim = open.remove(random.nextInt(open.size()));
                claim.release();
                held.remove(claim.offset());
            }
            assertThat(committable(ORDERS, offset + 1)).isEqualTo(held.isEmpty() ? offset + 1 : held.first());
        }
    }
}
