// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.delivery.OffsetLedger;
import io.outfall.http.request.Item;
import io.outfall.http.request.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** The lanes of one topic-partition. The task thread owns them. */
public final class PartitionLanes {
    private final OffsetLedger.Partition partition;
    private final Ordering ordering;
    private final List<RequestLane> lanes = new ArrayList<>();
    private int current;

    /**
     * @param count how many there are, unless all changes stay in order
     * @param open makes the lane of a number
     */
    public PartitionLanes(
            OffsetLedger.Partition partition, Ordering ordering, int count, IntFunction<RequestLane> open) {
        this.partition = partition;
        this.ordering = ordering;
        for (int i = 0; i < (ordering == Ordering.PARTITION ? 1 : count); i++) {
            lanes.add(open.apply(i));
        }
    }

    /** Takes a change in, whose offset was accepted last. */
    public void add(Target target, Item item, long nowMs) {
        lane(item).add(target, item, partition, nowMs);
    }

    /** Sends what is due, and takes in what workers have done. */
    public void tick(long nowMs) {
        for (RequestLane lane : lanes) {
            lane.settle();
            OptionalLong due = lane.dueMs();
            if (due.isPresent() && due.getAsLong() <= nowMs) {
                lane.send();
            }
        }
    }

    /** When something is due next; empty where nothing waits for a time. */
    public OptionalLong nextDueMs() {
        return lanes.stream()
                .map(RequestLane::dueMs)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    /** Sends all that there is. */
    public void send() {
        lanes.forEach(RequestLane::send);
    }

    /** Forgets what was not sent; requests that are being sent now are left to end. */
    public void close() {
        lanes.forEach(RequestLane::close);
    }

    /** Whether a request is on its way. */
    public boolean isSending() {
        return lanes.stream().anyMatch(RequestLane::isSending);
    }

    private RequestLane lane(Item item) {
        if (ordering == Ordering.NONE && lanes.get(current).isBetweenBatches()) {
            current = (current + 1) % lanes.size();
        } else if (ordering == Ordering.KEY) {
            // Spread once more: the hashes of short keys differ in few bits.
            int hash = item.key() == null ? 0 : item.key().hashCode() * 0x9E3779B1;
            current = Math.floorMod(hash >>> 7, lanes.size());
        }
        return lanes.get(current);
    }
}
