// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Which offsets may be committed. Whatever holds records that are not durable yet (an open file, a request on its way,
 * a rejection that the reporter has not confirmed) keeps a {@link Claim} per topic-partition on the lowest offset it
 * holds; the watermark of a partition is the lowest claim. So the ledger costs one small object per claim and nothing
 * per record, and records of one partition may become durable in any order.
 *
 * <p>Offsets are those of the consumer ({@link io.outfall.event.Origin}). Not thread-safe: the task thread owns it.
 */
public final class OffsetLedger {
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    private @Nullable Partition last;

    /**
     * Starts to account for partitions; those already accounted for are left alone. Nothing of a partition is taken in
     * before {@link Partition#begin}.
     *
     * @return the new ones
     */
    public List<Partition> assign(Collection<TopicPartition> assigned) {
        List<Partition> fresh = new ArrayList<>();
        for (TopicPartition name : assigned) {
            if (!partitions.containsKey(name)) {
                Partition partition = new Partition(name);
                partitions.put(name, partition);
                fresh.add(partition);
            }
        }
        return fresh;
    }

    /** Forgets partitions with all their claims: their next owner starts from what was committed. */
    public void revoke(Collection<TopicPartition> revoked) {
        for (TopicPartition name : revoked) {
            Partition partition = partitions.remove(name);
            if (partition != null) {
                partition.revoked = true;
            }
        }
        last = null;
    }

    /**
     * The account of a partition.
     *
     * @throws IllegalStateException if the partition is not assigned
     */
    public Partition partition(String topic, int partition) {
        Partition hit = last;
        if (hit != null && hit.name.partition() == partition && hit.name.topic().equals(topic)) {
            return hit;
        }
        TopicPartition name = new TopicPartition(topic, partition);
        Partition found = partitions.get(name);
        if (found == null) {
            throw new IllegalStateException("a record of " + name + ", which is not assigned to this task");
        }
        last = found;
        return found;
    }

    /** The partitions of which nothing is taken in now. */
    public Set<TopicPartition> waiting() {
        Set<TopicPartition> waiting = new HashSet<>();
        for (Partition partition : partitions.values()) {
            if (!partition.hasBegun()) {
                waiting.add(partition.name);
            }
        }
        return waiting;
    }

    /** The partitions that are accounted for. */
    public List<TopicPartition> assigned() {
        return new ArrayList<>(partitions.keySet());
    }

    /**
     * What may be committed: per partition the lowest offset that is not durable, or Connect's own offset where nothing
     * is held. A partition that is looked back at is left out, since it was committed beyond where the consumer is.
     *
     * @param current the offsets after the last records that Connect handed in, as {@code preCommit} gets them
     */
    public Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(current);
        for (Partition partition : partitions.values()) {
            long lowest = partition.lowestOpen();
            OffsetAndMetadata reached = current.get(partition.name);
            if (partition.isLookingBack()) {
                offsets.remove(partition.name);
            } else if (reached != null && lowest < reached.offset()) {
                offsets.put(partition.name, new OffsetAndMetadata(lowest));
            }
        }
        return offsets;
    }

    /**
     * Where the consumer has to be set to, because records were not taken in that have to be, or will not have to be.
     * To be asked at the end of each {@code put}; every answer is given once.
     */
    public Map<TopicPartition, Long> seeks() {
        Map<TopicPartition, Long> seeks = new HashMap<>();
        for (Partition partition : partitions.values()) {
            partition.entry.takeSeek().ifPresent(offset -> seeks.put(partition.name, offset));
        }
        return seeks;
    }

    /**
     * Since when the oldest claim has been held, in milliseconds since 1970-01-01T00:00Z; empty where there is none.
     */
    public OptionalLong oldestMs() {
        return partitions.values().stream()
                .map(Partition::lowest)
                .filter(Objects::nonNull)
                .mapToLong(claim -> claim.sinceMs)
                .min();
    }

    /** The account of one topic-partition. */
    public static final class Partition {
        private static final long NONE = -1;

        private final TopicPartition name;
        private final Entry entry;
        // Offsets of a partition only grow, so claims are made in ascending order and the lowest open one is at the
        // head.
        private final Deque<Claim> claims = new ArrayDeque<>();
        private long first = NONE;
        private long next = NONE;
        private @Nullable Witness last;
        private @Nullable Witness beforeLast;
        private long lookedBackBelow = NONE;
        private boolean revoked;

        private Partition(TopicPartition name) {
            this.name = name;
            this.entry = new Entry(name);
        }

        /** The partition's name. */
        public TopicPartition name() {
            return name;
        }

        /** Whether the partition went to another task: what is still held for it must not be delivered any more. */
        public boolean isRevoked() {
            return revoked;
        }

        /** Begins to take records in; until then the consumer is best paused. */
        public void begin(ResumePoint point) {
            entry.begin(point);
        }

        /** Takes no more records in: another task has the partition, and it will be revoked soon. */
        public void suspend() {
            entry.suspend();
        }

        /** Whether records are taken in. */
        public boolean hasBegun() {
            return entry.hasBegun();
        }

        /**
         * Meets a record.
         *
         * @param timestampMs the record's timestamp, null where it has none
         * @return whether the record is to be taken in. It is not if that was done before: by this task, since Connect
         *     rewinds the consumer when a commit goes wrong, or by an owner before it, as the target says
         * @throws ConnectException if the topic is another one than the target knows, deleted and made anew
         */
        public boolean accept(long offset, @Nullable Long timestampMs) {
            if (!entry.admits(offset, timestampMs) || offset < next) {
                return false;
            }
            next = offset + 1;
            lookedBackBelow = NONE;
            if (first == NONE) {
                first = offset;
            }
            beforeLast = last;
            last = timestampMs == null ? null : new Witness(offset, timestampMs);
            return !entry.isDone(offset);
        }

        /**
         * Asks for records that come before the one accepted last, not to take them in but to look at them. That one
         * and those after it come again behind them.
         *
         * @param from the lowest offset of interest
         */
        public void lookBack(long from) {
            next--;
            lookedBackBelow = next;
            last = beforeLast;
            if (first == next) {
                first = NONE;
            }
            entry.lookBack(from);
        }

        private boolean isLookingBack() {
            return lookedBackBelow != NONE;
        }

        /** Whether a record that was not taken in is one to look at. */
        public boolean isLookedBackAt(long offset) {
            return offset < lookedBackBelow;
        }

        /**
         * Holds back the watermark at an offset until the claim is released.
         *
         * @param offset the lowest offset that is not durable: that of the record accepted last
         * @param sinceMs when that began, in milliseconds since 1970-01-01T00:00Z
         */
        public Claim claim(long offset, long sinceMs) {
            Claim newest = claims.peekLast();
            if (newest != null && newest.offset > offset) {
                throw new IllegalStateException(
                        "a claim on " + name + "@" + offset + " after one on @" + newest.offset);
            }
            Claim claim = new Claim(this, offset, sinceMs, beforeLast);
            claims.addLast(claim);
            return claim;
        }

        /** How far this owner has come, were those claims released too. */
        public Progress progress(Collection<Claim> releasing) {
            if (first == NONE) {
                return new Progress(OffsetSet.EMPTY, null);
            }
            for (Claim claim : claims) {
                if (!claim.released && !releasing.contains(claim)) {
                    return new Progress(OffsetSet.range(first, Math.max(first, claim.offset)), claim.before);
                }
            }
            return new Progress(OffsetSet.range(first, next), last);
        }

        private @Nullable Claim lowest() {
            Claim head = claims.peekFirst();
            while (head != null && head.released) {
                claims.removeFirst();
                head = claims.peekFirst();
            }
            return head;
        }

        private long lowestOpen() {
            Claim lowest = lowest();
            return Math.min(lowest == null ? Long.MAX_VALUE : lowest.offset, entry.lowestRefused());
        }
    }

    /** Something not durable, from one offset on. */
    public static final class Claim {
        private final Partition partition;
        private final long offset;
        private final long sinceMs;
        private final @Nullable Witness before;
        private boolean released;

        private Claim(Partition partition, long offset, long sinceMs, @Nullable Witness before) {
            this.partition = partition;
            this.offset = offset;
            this.sinceMs = sinceMs;
            this.before = before;
        }

        /** The partition that the claim holds back. */
        public Partition partition() {
            return partition;
        }

        /** The lowest offset that is not durable. */
        public long offset() {
            return offset;
        }

        /** Everything under the claim is durable, or has gone where the user wants rejected records. */
        public void release() {
            released = true;
        }
    }
}
