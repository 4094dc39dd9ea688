// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.delivery.Delivery;
import io.outfall.delivery.Outcome;
import io.outfall.http.request.Parcel;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the parcels of one lane one after the other, as long as there are any: a worker that had to wait for the task
 * thread after each would send no more than one per poll. The task thread adds at the end, one worker at a time takes
 * from the front.
 */
final class ParcelRun implements Delivery {
    // Other lanes may wait for a worker.
    private static final long TURN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Deque<Parcel> parcels = new ConcurrentLinkedDeque<>();
    private final Courier courier;
    private final Consumer<Leg> done;
    private volatile boolean closed;
    private volatile boolean sending;
    private @Nullable Outcome stop;

    /** @param done takes what came of a parcel, on the worker's thread */
    ParcelRun(Courier courier, Consumer<Leg> done) {
        this.courier = courier;
        this.done = done;
    }

    void add(Parcel parcel) {
        parcels.addLast(parcel);
    }

    /** Whether nothing more is to be sent. */
    boolean isEmpty() {
        return closed || parcels.isEmpty();
    }

    /** Nothing more is sent but what is being sent now. */
    void close() {
        closed = true;
    }

    /** Whether a request is on its way. */
    boolean isSending() {
        return sending;
    }

    /**
     * Sends until nothing is left, or something speaks against going on. What went well before that ends as a delivery
     * of its own, so that the waits of {@link io.outfall.delivery.Lanes} grow with failures in a row alone. What was
     * given up has not gone well.
     */
    @Override
    public Outcome attempt() throws InterruptedException {
        Outcome before = stop;
        if (before != null) {
            stop = null;
            return before;
        }
        long end = System.nanoTime() + TURN_NANOS;
        boolean any = false;
        for (Parcel next = parcels.peekFirst(); next != null; next = parcels.peekFirst()) {
            Leg leg = send(next);
            if (leg == null) {
                break;
            }
            parcels.removeFirst();
            List<Parcel> left = leg.left();
            for (int i = left.size() - 1; i >= 0; i--) {
                parcels.addFirst(left.get(i));
            }
            any |= leg.answered();
            if (courier.endsLane(leg)) {
                close();
            }
            if (leg.settlesAny()) {
                done.accept(leg);
            }
            if (leg.stop() != null) {
                stop = any && !parcels.isEmpty() ? leg.stop() : null;
                return any ? new Outcome.Delivered() : leg.stop();
            }
            if (System.nanoTime() > end) {
                break;
            }
        }
        return any ? new Outcome.Delivered() : new Outcome.GivenUp();
    }

    /** Null where nothing is sent any more; told after the flag, so that who closes sees what was begun before. */
    private @Nullable Leg send(Parcel parcel) throws InterruptedException {
        sending = true;
        try {
            return closed ? null : courier.send(parcel);
        } finally {
            sending = false;
        }
    }
}
