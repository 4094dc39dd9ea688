// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
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

    /** Starts to account for partitions; those already accounted for are left alone. */
    public void assign(Collection<TopicPartition> assigned) {
        assigned.forEach(p -> partitions.computeIfAbsent(p, Partition::new));
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

    /** The partitions that are accounted for. */
    public List<TopicPartition> assigned() {
        return new ArrayList<>(partitions.keySet());
    }

    /**
     * What may be committed: per partition the lowest offset that is not durable, or Connect's own offset where nothing
     * is held.
     *
     * @param current the offsets after the last records that Connect handed in, as {@code preCommit} gets them
     */
    public Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(current);
        for (Partition partition : partitions.values()) {
            Claim lowest = partition.lowest();
            OffsetAndMetadata reached = current.get(partition.name);
            if (lowest != null && reached != null && lowest.offset < reached.offset()) {
                offsets.put(partition.name, new OffsetAndMetadata(lowest.offset));
            }
        }
        return offsets;
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
        private final TopicPartition name;
        // Offsets of a partition only grow, so claims are made in ascending order and the lowest open one is at the
        // head.
        private final Deque<Claim> claims = new ArrayDeque<>();
        private long next = -1;
        private boolean revoked;

        private Partition(TopicPartition name) {
            this.name = name;
        }

        /** The partition's name. */
        public TopicPartition name() {
            return name;
        }

        /** Whether the partition went to another task: what is still held for it must not be delivered any more. */
        public boolean isRevoked() {
            return revoked;
        }

        /**
         * Takes a record in.
         *
         * @return false if the record was taken in before: Connect rewinds the consumer when a commit goes wrong, and
         *     what this task holds already must not be held twice
         */
        public boolean accept(long offset) {
            if (offset < next) {
                return false;
            }
            next = offset + 1;
            return true;
        }

        /**
         * Holds back the watermark at an offset until the claim is released.
         *
         * @param offset the lowest offset that is not durable
         * @param sinceMs when that began, in milliseconds since 1970-01-01T00:00Z
         */
        public Claim claim(long offset, long sinceMs) {
            Claim newest = claims.peekLast();
            if (newest != null && newest.offset > offset) {
                throw new IllegalStateException(
                        "a claim on " + name + "@" + offset + " after one on @" + newest.offset);
            }
            Claim claim = new Claim(this, offset, sinceMs);
            claims.addLast(claim);
            return claim;
        }

        private @Nullable Claim lowest() {
            Claim head = claims.peekFirst();
            while (head != null && head.released) {
                claims.removeFirst();
                head = claims.peekFirst();
            }
            return head;
        }
    }

    /** Something not durable, from one offset on. */
    public static final class Claim {
        private final Partition partition;
        private final long offset;
        private final long sinceMs;
        private boolean released;

        private Claim(Partition partition, long offset, long sinceMs) {
            this.partition = partition;
            this.offset = offset;
            this.sinceMs = sinceMs;
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
