// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.Lane;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.Outcome;
import io.outfall.s3.object.ObjectStore;
import io.outfall.s3.object.OpenUpload;
import io.outfall.s3.object.S3Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the uploads that former owners of this task's partitions left behind. An upload is theirs if its key has the
 * code of a partition and a lower epoch; what such an owner had committed is published before its successor begins, so
 * what is left is wanted by nobody. The uploads of this task, and those of other connectors, are never touched.
 *
 * <p>Looks after partitions came, and again now and then: a former owner that woke up late may have begun one since.
 */
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long AGAIN_MS = Duration.ofMinutes(30).toMillis();
    // Partitions come one by one; a look for all of them costs as much as one for the first.
    private static final long PAUSE_MS = Duration.ofSeconds(5).toMillis();

    private final ObjectStore store;
    private final CommitPlace place;
    private final Lanes lanes;
    private final Lane lane;
    private final Map<String, Long> epochs = new HashMap<>();
    private long dueMs = Long.MAX_VALUE;
    private long nextMs;

    Sweeper(ObjectStore store, CommitPlace place, Lanes lanes) {
        this.store = store;
        this.place = place;
        this.lanes = lanes;
        this.lane = lanes.open("uploads left behind under " + place.files());
    }

    /** A partition is owned now. */
    void own(Mark mark) {
        epochs.put(mark.code(), mark.epoch());
        dueMs = nextMs;
    }

    void disown(Mark mark) {
        epochs.remove(mark.code(), mark.epoch());
    }

    void tick(long nowMs) {
        if (nowMs < dueMs || epochs.isEmpty() || !lane.isIdle()) {
            return;
        }
        dueMs = nowMs + AGAIN_MS;
        nextMs = nowMs + PAUSE_MS;
        Map<String, Long> owned = Map.copyOf(epochs);
        lanes.submit(lane, () -> sweep(owned), () -> {});
    }

    private Outcome sweep(Map<String, Long> owned) {
        try {
            for (OpenUpload upload : store.openUploads(place.files())) {
                Optional<Mark> mark = Mark.in(upload.key());
                if (mark.isPresent()
                        && mark.get().epoch() < owned.getOrDefault(mark.get().code(), 0L)) {
                    store.abortUpload(upload.key(), upload.id());
                    LOG.info("Removed the upload of {}, which a former owner left behind", upload.key());
                }
            }
        } catch (S3Failure e) {
            if (e.isPassing()) {
                return e.outcome();
            }
            LOG.warn("Uploads that former owners left behind stay in the store", e);
        }
        return new Outcome.Delivered();
    }
}
