// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Pauses the consumer instead of blocking {@code put}: a task that does not return from {@code put} is thrown out of
 * its group, a paused one keeps polling.
 *
 * <p>Not thread-safe: the task thread owns it.
 */
public final class Backpressure {
    private final SinkTaskContext context;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private boolean paused;

    public Backpressure(SinkTaskContext context) {
        this.context = context;
    }

    /** Partitions came; while paused, they are paused from the start. */
    public void assign(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
        if (paused && !partitions.isEmpty()) {
            context.pause(array(partitions));
        }
    }

    /** Partitions went; the consumer has forgotten that they were paused. */
    public void revoke(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
    }

    /** Pauses or resumes all partitions, if that is a change. */
    public void set(boolean pause) {
        if (pause == paused) {
            return;
        }
        paused = pause;
        if (assigned.isEmpty()) {
            return;
        }
        if (pause) {
            context.pause(array(assigned));
        } else {
            context.resume(array(assigned));
        }
    }

    public boolean isPaused() {
        return paused;
    }

    private static TopicPartition[] array(Collection<TopicPartition> partitions) {
        return partitions.toArray(new TopicPartition[0]);
    }
}
