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
    private final Set<TopicPartition> held = new HashSet<>();
    private boolean paused;

    public Backpressure(SinkTaskContext context) {
        this.context = context;
    }

    /**
     * Partitions came; while paused, they are paused from the start. A worker has paused those that were paused when
     * they went, if they come back with the next assignment.
     */
    public void assign(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
        if (partitions.isEmpty()) {
            return;
        }
        if (paused) {
            context.pause(array(partitions));
        } else {
            context.resume(array(partitions));
        }
    }

    /** Partitions went. */
    public void revoke(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        held.removeAll(partitions);
    }

    /** Pauses these partitions until a later call leaves them out, whatever becomes of the others. */
    public void hold(Set<TopicPartition> partitions) {
        if (held.equals(partitions)) {
            return;
        }
        Set<TopicPartition> more = new HashSet<>(partitions);
        more.removeAll(held);
        held.removeAll(partitions);
        Set<TopicPartition> less = new HashSet<>(held);
        held.clear();
        held.addAll(partitions);
        if (!paused && !more.isEmpty()) {
            context.pause(array(more));
        }
        if (!paused && !less.isEmpty()) {
            context.resume(array(less));
        }
    }

    /** Pauses or resumes all partitions, if that is a change. */
    public void set(boolean pause) {
        if (pause == paused) {
            return;
        }
        paused = pause;
        Set<TopicPartition> changed = new HashSet<>(assigned);
        changed.removeAll(held);
        if (changed.isEmpty()) {
            return;
        }
        if (pause) {
            context.pause(array(changed));
        } else {
            context.resume(array(changed));
        }
    }

    public boolean isPaused() {
        return paused;
    }

    private static TopicPartition[] array(Collection<TopicPartition> partitions) {
        return partitions.toArray(new TopicPartition[0]);
    }
}
