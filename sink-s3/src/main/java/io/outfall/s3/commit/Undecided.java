// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.OffsetLedger;
import io.outfall.s3.object.S3Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Until it is known what the store can do, partitions wait; from then on, what was decided. */
public final class Undecided implements Publication {
    private final List<OffsetLedger.Partition> waiting = new ArrayList<>();
    private @Nullable Publication decided;

    /** It is known now. */
    public void decide(Publication publication) {
        decided = publication;
        publication.assign(waiting);
        waiting.clear();
    }

    @Override
    public void assign(Collection<OffsetLedger.Partition> partitions) {
        if (decided == null) {
            waiting.addAll(partitions);
        } else {
            decided.assign(partitions);
        }
    }

    @Override
    public void revoke(Collection<TopicPartition> partitions) {
        waiting.removeIf(partition -> partitions.contains(partition.name()));
        if (decided != null) {
            decided.revoke(partitions);
        }
    }

    @Override
    public Mark mark(TopicPartition partition) {
        return decided().mark(partition);
    }

    @Override
    public void publish(FinishedFile file) {
        decided().publish(file);
    }

    @Override
    public void removed(TopicPartition partition, S3Failure failure) {
        decided().removed(partition, failure);
    }

    @Override
    public void tick(long nowMs) {
        if (decided != null) {
            decided.tick(nowMs);
        }
    }

    @Override
    public OptionalLong nextDueMs() {
        return decided == null ? OptionalLong.empty() : decided.nextDueMs();
    }

    @Override
    public List<TopicPartition> lost() {
        return decided == null ? List.of() : decided.lost();
    }

    private Publication decided() {
        if (decided == null) {
            throw new IllegalStateException("no partition has begun");
        }
        return decided;
    }
}
