// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.s3.object.ConditionalWrites;
import io.outfall.s3.object.ObjectPublisher;
import io.outfall.s3.object.ObjectStore;
import io.outfall.s3.object.S3Failure;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A user sets offsets of a stopped connector: its commit records must not say any more that these are done. */
public final class OffsetChange {
    // Only partitions that have a record are changed, so the store was seen to honour conditions.
    private static final ConditionalWrites HONOURED = new ConditionalWrites(true, true, false);

    private final CommitStore store;
    private final Clock clock;

    /**
     * A change in one bucket.
     *
     * @param manifests whether commits are described, also one that is found unfinished
     */
    public OffsetChange(ObjectStore store, CommitPlace place, boolean manifests, Clock clock) {
        this.store = new CommitStore(new ObjectPublisher(store, HONOURED), place, manifests);
        this.clock = clock;
    }

    /**
     * Forgets what is done from the offsets on.
     *
     * @param offsets where to go on; null for the start
     * @throws ConnectException if the store fails
     */
    public void apply(Map<TopicPartition, @Nullable Long> offsets) {
        for (Map.Entry<TopicPartition, @Nullable Long> entry : offsets.entrySet()) {
            Long from = entry.getValue();
            OptionalLong readAgainFrom = OptionalLong.of(from == null ? 0 : from);
            try {
                if (store.read(entry.getKey()) != null) {
                    Takeover takeover = new Takeover(UUID.randomUUID().toString(), clock.millis(), readAgainFrom);
                    store.takeOver(entry.getKey(), takeover, () -> true);
                }
            } catch (S3Failure e) {
                throw new ConnectException(e.getMessage(), e);
            }
        }
    }
}
