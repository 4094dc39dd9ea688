// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.s3.object.S3Failure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * Files become visible once they are in the commit record of their partition, and each offset gets into it once. See
 * {@link Phase} for the protocol and docs/concepts/exactly-once.md for why it holds.
 */
public final class ExactlyOnce implements Publication {
    private final CommitStore store;
    private final Lanes lanes;
    private final CommitSettings settings;
    private final Clock clock;
    private final Sweeper sweeper;
    private final String owner = UUID.randomUUID().toString();
    private final Map<TopicPartition, PartitionCommits> partitions = new HashMap<>();
    private final List<TopicPartition> lost = new ArrayList<>();

    /** @param store of the records */
    public ExactlyOnce(CommitStore store, Lanes lanes, CommitSettings settings, Clock clock) {
        this.store = store;
        this.lanes = lanes;
        this.settings = settings;
        this.clock = clock;
        this.sweeper = new Sweeper(store.publisher().store(), store.place(), lanes);
    }

    @Override
    public void assign(Collection<OffsetLedger.Partition> assigned) {
        for (OffsetLedger.Partition partition : assigned) {
            PartitionCommits commits = new PartitionCommits(partition, store, lanes, settings, clock);
            partitions.put(partition.name(), commits);
            Takeover takeover = new Takeover(owner, clock.millis(), OptionalLong.empty());
            commits.takeOver(takeover, () -> sweeper.own(commits.mark()), () -> lost.add(partition.name()));
        }
    }

    @Override
    public Mark mark(TopicPartition partition) {
        return commits(partition).mark();
    }

    @Override
    public void publish(FinishedFile file) {
        commits(file.partition()).publish(file);
    }

    @Override
    public void removed(TopicPartition partition, S3Failure failure) {
        commits(partition).removed(failure);
    }

    @Override
    public void revoke(Collection<TopicPartition> revoked) {
        for (TopicPartition name : revoked) {
            PartitionCommits commits = partitions.remove(name);
            if (commits != null) {
                commits.revoke();
                if (commits.isOwner()) {
                    sweeper.disown(commits.mark());
                }
            }
            lost.remove(name);
        }
    }

    @Override
    public void tick(long nowMs) {
        partitions.values().forEach(commits -> commits.tick(nowMs));
        sweeper.tick(nowMs);
    }

    @Override
    public OptionalLong nextDueMs() {
        long next = Long.MAX_VALUE;
        for (PartitionCommits commits : partitions.values()) {
            next = Math.min(next, commits.dueMs());
        }
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public List<TopicPartition> lost() {
        List<TopicPartition> since = List.copyOf(lost);
        lost.clear();
        return since;
    }

    private PartitionCommits commits(TopicPartition partition) {
        PartitionCommits commits = partitions.get(partition);
        if (commits == null) {
            throw new IllegalStateException(partition + " is not assigned");
        }
        return commits;
    }
}
