// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import io.outfall.delivery.OffsetLedger;
import io.outfall.event.ChangeEvent;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What a sink does with events: encodes them in the target's form, groups them, and hands what is full or due to
 * {@link io.outfall.delivery.Lanes}. Called on the task thread only, and never blocks.
 */
public interface Collector {

    /**
     * Partitions came. The collector says of each where to go on ({@link OffsetLedger.Partition#begin}), at once or
     * when it has learned that from the target; until then the partition is paused.
     */
    void assign(Collection<OffsetLedger.Partition> partitions);

    /**
     * Takes an event in. The collector claims the event's offset in the ledger for as long as it is not durable; an
     * event that adds nothing to the target needs no claim.
     *
     * @param event a row change, a key delete or a truncate; never anything else
     * @param partition the account of the event's topic-partition
     * @throws UnfitRowException if the event cannot be encoded; the collector is as it was before
     */
    void add(ChangeEvent event, OffsetLedger.Partition partition) throws UnfitRowException;

    /**
     * Is shown an event that came before those that it takes in, because it {@linkplain OffsetLedger.Partition#lookBack
     * looked back}.
     *
     * @param event a row change, a key delete or a truncate; never anything else
     */
    default void recall(ChangeEvent event, TopicPartition partition) {}

    /**
     * Hands over what is due by now. Called at the end of every {@code put}, also of those without records.
     *
     * @param nowMs milliseconds since 1970-01-01T00:00Z
     */
    void tick(long nowMs);

    /**
     * When {@link #tick} is worth calling next, in milliseconds since 1970-01-01T00:00Z; empty when nothing is waiting
     * for a time.
     */
    OptionalLong nextDueMs();

    /** The byte budget is used up: hands over what frees the most of it. */
    void relieve();

    /**
     * The partitions of which nothing more is to be read for now, because what their rows go to is being made ready.
     * What was handed in of them before is kept.
     */
    default Set<TopicPartition> waiting() {
        return Set.of();
    }

    /** Partitions went to another task: forgets what is not durable of them, and delivers nothing of it any more. */
    void revoke(Collection<TopicPartition> partitions);
}
