// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.config.TaskId;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.Outcome;
import io.outfall.s3.commit.AtLeastOnce;
import io.outfall.s3.commit.CommitPlace;
import io.outfall.s3.commit.CommitSettings;
import io.outfall.s3.commit.CommitStore;
import io.outfall.s3.commit.ExactlyOnce;
import io.outfall.s3.commit.Guarantee;
import io.outfall.s3.commit.Publication;
import io.outfall.s3.commit.Undecided;
import io.outfall.s3.object.ConditionalWrites;
import io.outfall.s3.object.ObjectPublisher;
import io.outfall.s3.object.ObjectStore;
import io.outfall.s3.object.OpenUpload;
import io.outfall.s3.object.S3Failure;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store before the first file is full: whether the bucket is there and the credentials are good for it, so
 * that a task with wrong ones fails at once, and whether it honours conditional writes, of which depends what can be
 * guaranteed.
 */
final class Preflight {
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
    private static final ConditionalWrites NONE = new ConditionalWrites(false, false, false);

    private final ObjectStore store;
    private final Lanes lanes;
    private final CommitSettings settings;
    private final CommitPlace place;
    private final TaskId task;
    private final S3Metrics metrics;
    private final Clock clock;

    Preflight(
            ObjectStore store,
            Lanes lanes,
            CommitSettings settings,
            CommitPlace place,
            TaskId task,
            S3Metrics metrics,
            Clock clock) {
        this.store = store;
        this.lanes = lanes;
        this.settings = settings;
        this.place = place;
        this.task = task;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Starts to ask. Partitions that come before the answer wait for it. */
    Publication publication() {
        Undecided publication = new Undecided();
        AtomicReference<@Nullable ConditionalWrites> seen = new AtomicReference<>();
        lanes.submit(
                lanes.open("bucket " + store.bucket()),
                () -> {
                    try {
                        store.probe();
                        seen.set(conditionalWrites());
                        return new Outcome.Delivered();
                    } catch (S3Failure e) {
                        return e.outcome();
                    }
                },
                () -> publication.decide(decided(Objects.requireNonNullElse(seen.get(), NONE))));
        return publication;
    }

    private ConditionalWrites conditionalWrites() throws S3Failure {
        if (settings.guarantee() == Guarantee.AT_LEAST_ONCE) {
            return NONE;
        }
        String scratch = place.scratch(task.toString()) + "/";
        removeUploads(scratch);
        // A former run of this task may be at it still, and each would see the other's writes.
        ConditionalWrites seen = store.probeConditionalWrites(scratch + UUID.randomUUID());
        if (settings.guarantee() == Guarantee.EXACTLY_ONCE && !suffice(seen)) {
            throw S3Failure.lasting(
                    "the store does not honour conditional writes, without which nothing is exactly once: "
                            + described(seen)
                            + ". Set delivery.guarantee=available to be served at least once by such a store.");
        }
        return seen;
    }

    /** A run that died while it tried the store out left one behind. */
    private void removeUploads(String scratch) throws S3Failure {
        try {
            for (OpenUpload upload : store.openUploads(scratch)) {
                store.abortUpload(upload.key(), upload.id());
            }
        } catch (S3Failure e) {
            if (e.isPassing()) {
                throw e;
            }
            LOG.warn("Uploads that a former run may have left below {} stay in the store", scratch, e);
        }
    }

    private Publication decided(ConditionalWrites seen) {
        ObjectPublisher publisher = new ObjectPublisher(store, seen);
        boolean exactlyOnce = settings.guarantee() != Guarantee.AT_LEAST_ONCE && suffice(seen);
        metrics.exactlyOnce(exactlyOnce);
        if (exactlyOnce) {
            LOG.info("Task {}: delivers exactly once to s3://{}: {}", task, store.bucket(), described(seen));
            return new ExactlyOnce(new CommitStore(publisher, place, settings.manifests()), lanes, settings, clock);
        }
        if (settings.guarantee() == Guarantee.AVAILABLE) {
            LOG.warn(
                    "Task {}: delivers AT LEAST ONCE to s3://{}, some rows twice after a crash, since the store does not honour"
                            + " conditional writes: {}",
                    task,
                    store.bucket(),
                    described(seen));
        }
        return new AtLeastOnce(publisher, lanes, place, clock);
    }

    /** The completion of an upload needs no condition: only who owns the record completes any. */
    private static boolean suffice(ConditionalWrites seen) {
        return seen.putIfAbsent() && seen.putIfMatch();
    }

    private static String described(ConditionalWrites seen) {
        return "If-None-Match on PUT " + honoured(seen.putIfAbsent()) + ", If-Match on PUT "
                + honoured(seen.putIfMatch()) + ", If-None-Match on CompleteMultipartUpload "
                + honoured(seen.completeIfAbsent());
    }

    private static String honoured(boolean yes) {
        return yes ? "is honoured" : "is not honoured";
    }
}
