// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.Lane;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.delivery.Outcome;
import io.outfall.delivery.ResumePoint;
import io.outfall.s3.object.ObjectPublisher;
import io.outfall.s3.object.S3Failure;
import io.outfall.s3.object.StagedObject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * Each file becomes visible by itself, as soon as its bytes are in the store, and its offsets are committed after that:
 * one request for a small file. What was visible when its task died is written again by the next.
 */
public final class AtLeastOnce implements Publication {
    // A task that stood still learns at its next poll that a partition went: about a minute of waits is more than
    // enough.
    private static final int ATTEMPTS_WITHOUT_UPLOAD = 9;

    private final ObjectPublisher publisher;
    private final Lanes lanes;
    private final Sweeper sweeper;
    private final String connector;
    private final Clock clock;
    private final Map<TopicPartition, Mark> marks = new HashMap<>();
    private final Map<FinishedFile, Lane> underWay = new HashMap<>();
    private final Map<Lane, TopicPartition> doubtful = new HashMap<>();

    /** @param publisher makes files visible */
    public AtLeastOnce(ObjectPublisher publisher, Lanes lanes, CommitPlace place, Clock clock) {
        this.publisher = publisher;
        this.lanes = lanes;
        this.sweeper = new Sweeper(publisher.store(), place, lanes);
        this.connector = place.connector();
        this.clock = clock;
    }

    @Override
    public void assign(Collection<OffsetLedger.Partition> partitions) {
        for (OffsetLedger.Partition partition : partitions) {
            Mark mark = Mark.of(connector, partition.name(), clock.millis());
            marks.put(partition.name(), mark);
            sweeper.own(mark);
            partition.begin(ResumePoint.NOWHERE);
        }
    }

    @Override
    public Mark mark(TopicPartition partition) {
        Mark mark = marks.get(partition);
        if (mark == null) {
            throw new IllegalStateException(partition + " is not assigned");
        }
        return mark;
    }

    @Override
    public void publish(FinishedFile file) {
        Lane lane = lanes.open(file.upload().key());
        underWay.put(file, lane);
        file.upload()
                .finish(
                        file.facts().metadata(),
                        staged -> lanes.submit(lane, () -> attempt(staged), () -> {
                            underWay.remove(file);
                            file.visible();
                        }));
    }

    /** Without records nobody knows whose the partition is: if it went to another task, it will be revoked soon. */
    @Override
    public void removed(TopicPartition partition, S3Failure failure) {
        Lane lane = lanes.open(partition.toString());
        AtomicInteger attempts = new AtomicInteger();
        doubtful.put(lane, partition);
        lanes.submit(
                lane,
                () -> attempts.incrementAndGet() < ATTEMPTS_WITHOUT_UPLOAD
                        ? new Outcome.TryLater(failure)
                        : failure.outcome(),
                () -> {});
    }

    @Override
    public void revoke(Collection<TopicPartition> partitions) {
        underWay.entrySet().removeIf(entry -> {
            if (!partitions.contains(entry.getKey().partition())) {
                return false;
            }
            lanes.close(entry.getValue());
            entry.getKey().upload().abandon();
            return true;
        });
        doubtful.entrySet().removeIf(entry -> {
            boolean gone = partitions.contains(entry.getValue());
            if (gone) {
                lanes.close(entry.getKey());
            }
            return gone;
        });
        for (TopicPartition partition : partitions) {
            Mark mark = marks.remove(partition);
            if (mark != null) {
                sweeper.disown(mark);
            }
        }
    }

    @Override
    public void tick(long nowMs) {
        sweeper.tick(nowMs);
    }

    @Override
    public OptionalLong nextDueMs() {
        return OptionalLong.empty();
    }

    @Override
    public List<TopicPartition> lost() {
        return List.of();
    }

    private Outcome attempt(StagedObject staged) {
        try {
            publisher.publish(staged);
            return new Outcome.Delivered();
        } catch (S3Failure e) {
            return e.outcome();
        }
    }
}
