// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lane;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.http.request.Batch;
import io.outfall.http.request.BatchSettings;
import io.outfall.http.request.Item;
import io.outfall.http.request.Target;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one topic-partition that stay in order: one request is on its way at a time, and a change that goes
 * elsewhere than the one before it waits for that one's request.
 *
 * <p>The task thread owns it; what workers have done waits in a queue for {@link #settle()}.
 */
public final class RequestLane {
    private final Lanes lanes;
    private final Lane lane;
    private final ParcelRun run;
    private final Queue<Leg> done = new ConcurrentLinkedQueue<>();
    private final BatchSettings settings;
    private final SizeLimit limit;
    private final ByteBudget budget;
    private final Consumer<Leg> settled;
    private @Nullable Batch open;
    private boolean running;
    private long heldBytes;

    /** @param settled is told on the task thread what came of changes, and calls {@link Batch#settled} for each */
    public RequestLane(
            Lanes lanes,
            String name,
            Courier courier,
            BatchSettings settings,
            SizeLimit limit,
            ByteBudget budget,
            Consumer<Leg> settled) {
        this.lanes = lanes;
        this.lane = lanes.open(name);
        this.run = new ParcelRun(courier, done::add);
        this.settings = settings;
        this.limit = limit;
        this.budget = budget;
        this.settled = settled;
    }

    /** Takes a change in, whose offset was accepted last. */
    public void add(Target target, Item item, OffsetLedger.Partition partition, long nowMs) {
        Batch batch = open;
        if (batch != null && !batch.fits(target, item, limit.bytes())) {
            send();
            batch = null;
        }
        if (batch == null) {
            long offset = item.record().originalKafkaOffset();
            batch = new Batch(target, partition.claim(offset, nowMs), settings, nowMs);
            open = batch;
        }
        batch.add(item);
        hold(item.held());
        if (batch.isFull()) {
            send();
        }
    }

    /** When the changes that wait for others are to be sent at the latest; empty where there are none. */
    public OptionalLong dueMs() {
        return open == null ? OptionalLong.empty() : OptionalLong.of(open.dueMs());
    }

    /** Sends the changes that wait for others. */
    public void send() {
        Batch full = open;
        if (full == null) {
            return;
        }
        open = null;
        run.add(full.parcel());
        start();
    }

    /** Whether no changes wait for others. */
    boolean isBetweenBatches() {
        return open == null;
    }

    /** Takes in what workers have done. */
    public void settle() {
        for (Leg leg = done.poll(); leg != null; leg = done.poll()) {
            Batch batch = leg.batch();
            if (batch.answered(leg.accepted().size() + leg.refused().size())) {
                hold(-batch.heldBytes());
            }
            settled.accept(leg);
        }
    }

    /** Whether a request is on its way. */
    boolean isSending() {
        return run.isSending();
    }

    /** Forgets what was not sent; the request that is being sent now is left to end. */
    public void close() {
        run.close();
        lanes.close(lane);
        done.clear();
        open = null;
        hold(-heldBytes);
    }

    private void start() {
        if (!running) {
            running = true;
            lanes.submit(lane, run, this::ended);
        }
    }

    private void ended() {
        running = false;
        settle();
        if (!run.isEmpty()) {
            start();
        }
    }

    private void hold(long bytes) {
        heldBytes += bytes;
        budget.take(bytes);
    }
}
