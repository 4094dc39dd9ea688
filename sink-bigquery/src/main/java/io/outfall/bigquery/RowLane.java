// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import com.google.protobuf.ByteString;
import io.outfall.bigquery.stream.BatchSettings;
import io.outfall.bigquery.stream.RequestLimit;
import io.outfall.bigquery.stream.RowBatch;
import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Lane;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.row.ChangeRow;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one topic-partition for one table: they are sent in their order, a batch at a time. */
final class RowLane {
    private final Lanes lanes;
    private final Lane lane;
    private final BatchSettings settings;
    private final ByteBudget budget;
    private final Consumer<RowBatch> done;
    private @Nullable RowBatch batch;
    private long heldBytes;

    /** @param done takes a batch whose rows are in the table, but for those that it says were refused */
    RowLane(Lanes lanes, String name, BatchSettings settings, ByteBudget budget, Consumer<RowBatch> done) {
        this.lanes = lanes;
        this.lane = lanes.open(name);
        this.settings = settings;
        this.budget = budget;
        this.done = done;
    }

    /**
     * Adds a row.
     *
     * @param claim on its offset
     * @return whether the batch is full now
     */
    boolean add(ByteString encoded, ChangeRow row, OffsetLedger.Claim claim, long nowMs) {
        RowBatch open = batch;
        if (open == null) {
            open = new RowBatch(claim, nowMs);
            batch = open;
        } else {
            // The batch's own claim holds back all that comes after it.
            claim.release();
        }
        open.add(encoded, row.record(), row.timeMs());
        hold(RowBatch.held(encoded));
        return settings.isFull(open);
    }

    /** Whether the row can go with those that are there. */
    boolean hasRoom(ByteString row, RequestLimit limit) {
        return batch == null || limit.takes(batch, row);
    }

    /** When the batch is to be sent at the latest; empty while it has no rows. */
    OptionalLong dueMs() {
        return batch == null ? OptionalLong.empty() : OptionalLong.of(settings.dueMs(batch));
    }

    /** Sends the batch, if it has rows. */
    void send(Function<RowBatch, Delivery> delivery) {
        RowBatch full = batch;
        if (full == null) {
            return;
        }
        batch = null;
        lanes.submit(lane, delivery.apply(full), () -> {
            hold(-full.heldBytes());
            done.accept(full);
        });
    }

    /** Forgets what was not sent; what is being sent now is left to end. */
    void close() {
        lanes.close(lane);
        batch = null;
        hold(-heldBytes);
    }

    private void hold(long bytes) {
        heldBytes += bytes;
        budget.take(bytes);
    }
}
