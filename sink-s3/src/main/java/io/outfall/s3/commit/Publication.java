// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.OffsetLedger;
import io.outfall.s3.object.S3Failure;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** How finished files become visible. The task thread owns it, and nothing in it waits for the store. */
public sealed interface Publication permits ExactlyOnce, AtLeastOnce, Undecided {

    /** Partitions came; each begins when it is known where to go on. */
    void assign(Collection<OffsetLedger.Partition> partitions);

    /** The mark of this task's files of a partition that has begun. */
    Mark mark(TopicPartition partition);

    /** Makes a file visible. */
    void publish(FinishedFile file);

    /**
     * An upload of an unfinished file of this task is gone: a new owner of the partition removed it, or somebody else
     * did, and then the task fails.
     *
     * @param failure the store's word for it
     */
    void removed(TopicPartition partition, S3Failure failure);

    /** Partitions went to another task: nothing of them is begun any more. */
    void revoke(Collection<TopicPartition> partitions);

    /**
     * Does what is due.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException if another task keeps a partition that this one still
     *     has
     */
    void tick(long nowMs);

    /** When {@link #tick} is worth calling next, in milliseconds since 1970-01-01T00:00Z. */
    OptionalLong nextDueMs();

    /**
     * The partitions that turned out to be another task's since the last call, though they were not revoked yet: their
     * open files are lost.
     */
    List<TopicPartition> lost();
}
