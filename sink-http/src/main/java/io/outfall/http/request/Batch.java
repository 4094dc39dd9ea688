// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.delivery.OffsetLedger;
import io.outfall.event.Key;
import io.outfall.http.request.BatchSettings.Repeats;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Changes of one topic-partition that share a target, on their way into one request. The task thread owns it; workers
 * see nothing but its {@link #parcel()}.
 */
public final class Batch {
    private final Target target;
    private final OffsetLedger.Claim claim;
    private final BatchSettings settings;
    private final long openedMs;
    private final Set<Item> items = new LinkedHashSet<>();
    private final Map<Key, Item> lastOfKey = new HashMap<>();
    private boolean alone;
    private long bytes;
    private long heldBytes;
    private int unanswered;
    private int unsettled;

    /**
     * A batch without changes.
     *
     * @param claim holds back the offset of the first and all after it
     * @param openedMs when that came, in milliseconds since 1970-01-01T00:00Z
     */
    public Batch(Target target, OffsetLedger.Claim claim, BatchSettings settings, long openedMs) {
        this.target = target;
        this.claim = claim;
        this.settings = settings;
        this.openedMs = openedMs;
    }

    /**
     * Whether a change can go into this request.
     *
     * @param limitBytes how long the body may be
     */
    public boolean fits(Target itsTarget, Item item, long limitBytes) {
        return items.isEmpty()
                || (itsTarget.equals(target)
                        && !item.isAlone()
                        && !(settings.repeats() == Repeats.APART && lastOfKey.containsKey(item.key()))
                        && settings.framing().size(items.size() + 1, bytes + item.size()) <= limitBytes);
    }

    /** Adds a change that fits. */
    public void add(Item item) {
        heldBytes += item.held();
        Key key = item.key();
        Item former = key == null ? null : lastOfKey.put(key, item);
        if (former != null && settings.repeats() == Repeats.LAST && items.remove(former)) {
            bytes -= former.size();
        }
        items.add(item);
        alone = item.isAlone();
        bytes += item.size();
    }

    /** Whether no other change can come in. */
    public boolean isFull() {
        return items.size() >= settings.rows() || alone;
    }

    /** When it is sent at the latest, in milliseconds since 1970-01-01T00:00Z. */
    public long dueMs() {
        return openedMs + settings.linger().toMillis();
    }

    /** What is sent; nothing is added any more. */
    public Parcel parcel() {
        unanswered = items.size();
        unsettled = items.size();
        return new Parcel(target, List.copyOf(items), this);
    }

    /**
     * The server has answered for some of the changes.
     *
     * @return whether it has for all
     */
    public boolean answered(int changes) {
        unanswered -= changes;
        return unanswered == 0;
    }

    /** Some of the changes are where they should be; with the last of them, the offsets are free. */
    public void settled(int changes) {
        unsettled -= changes;
        if (unsettled == 0) {
            claim.release();
        }
    }

    /** How many bytes it takes from the memory budget, from the first change to the last answer. */
    public long heldBytes() {
        return heldBytes;
    }

    /** The topic-partition that the changes are from. */
    public TopicPartition partition() {
        return claim.partition().name();
    }
}
