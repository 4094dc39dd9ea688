// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import io.outfall.delivery.OffsetLedger;
import io.outfall.error.Rejection;
import io.outfall.error.Rejections;
import io.outfall.error.Settlement;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Rejected records on their way: each holds back its offset until it has arrived where it goes.
 *
 * <p>Not thread-safe: the task thread owns it.
 */
final class RejectedRecords {
    private final Rejections rejections;
    private final List<OnItsWay> onTheirWay = new ArrayList<>();
    private @Nullable ConnectException lost;

    private record OnItsWay(Settlement settlement, OffsetLedger.Claim claim) {}

    RejectedRecords(Rejections rejections) {
        this.rejections = rejections;
    }

    /**
     * Rejects a record.
     *
     * @throws ConnectException if it is to fail the task
     */
    void reject(Rejection rejection, OffsetLedger.Partition partition, long nowMs) {
        Settlement settlement = rejections.reject(rejection);
        if (!settlement.isDone()) {
            long offset = rejection.record().originalKafkaOffset();
            onTheirWay.add(new OnItsWay(settlement, partition.claim(offset, nowMs)));
        }
    }

    /** Releases the offsets of those that have arrived. Never throws; {@link #check()} tells of one that never will. */
    void settle() {
        onTheirWay.removeIf(record -> {
            if (!hasArrived(record)) {
                return false;
            }
            record.claim().release();
            return true;
        });
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
