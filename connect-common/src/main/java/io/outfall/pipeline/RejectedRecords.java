// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import io.outfall.delivery.OffsetLedger;
import io.outfall.error.Rejection;
import io.outfall.error.Rejections;
import io.outfall.error.Settlement;
import io.outfall.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Rejected records on their way: each holds back its offset until it has arrived where it goes. The pipeline rejects
 * what cannot be decoded or collected; a collector rejects what the target refuses.
 *
 * <p>Not thread-safe: the task thread owns it.
 */
public final class RejectedRecords {
    private final Rejections rejections;
    private final List<OnItsWay> onTheirWay = new ArrayList<>();
    private @Nullable ConnectException lost;

    private record OnItsWay(Settlement settlement, Runnable arrived) {}

    /**
     * @param rejections take a record where the user wants it
     * @param metrics count it
     */
    public RejectedRecords(Rejections rejections, SinkMetrics metrics) {
        this.rejections = rejections.observedBy(rejection ->
                metrics.topic(rejection.record().originalTopic()).rejections().add(1));
    }

    /**
     * Rejects a record that was accepted last in its partition.
     *
     * @throws ConnectException if it is to fail the task
     */
    void reject(Rejection rejection, OffsetLedger.Partition partition, long nowMs) {
        Settlement settlement = rejections.reject(rejection);
        if (!settlement.isDone()) {
            long offset = rejection.record().originalKafkaOffset();
            OffsetLedger.Claim claim = partition.claim(offset, nowMs);
            onTheirWay.add(new OnItsWay(settlement, claim::release));
        }
    }

    /**
     * Rejects a record whose offset is claimed already. Never throws: if the record is to fail the task, the next
     * {@code put} does.
     *
     * @param arrived runs when the record is where it goes, perhaps at once; releases the claim
     */
    public void reject(Rejection rejection, Runnable arrived) {
        try {
            onTheirWay.add(new OnItsWay(rejections.reject(rejection), arrived));
        } catch (ConnectException e) {
            lost = e;
        }
        settle();
    }

    /** Tells of those that have arrived. Never throws; {@link #check()} tells of one that never will. */
    void settle() {
        List<OnItsWay> arrived = new ArrayList<>();
        onTheirWay.removeIf(record -> hasArrived(record) && arrived.add(record));
        arrived.forEach(record -> record.arrived().run());
    }

    /** Throws if a record was lost on its way, for {@code put}. */
    void check() {
        if (lost != null) {
            throw lost;
        }
    }

    private boolean hasArrived(OnItsWay record) {
        try {
            return record.settlement().isDone();
        } catch (ConnectException e) {
            lost = e;
            return false;
        }
    }
}
