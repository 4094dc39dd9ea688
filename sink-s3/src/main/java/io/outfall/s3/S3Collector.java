// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.OffsetLedger;
import io.outfall.event.ChangeEvent;
import io.outfall.pipeline.Collector;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.s3.commit.Publication;
import io.outfall.s3.format.FileFormat;
import io.outfall.s3.format.RowFamily;
import io.outfall.s3.object.ObjectSpec;
import io.outfall.s3.object.ObjectUpload;
import io.outfall.s3.object.ObjectUploads;
import io.outfall.s3.path.FileGroup;
import io.outfall.s3.path.PathRouter;
import io.outfall.s3.rotate.RotationPolicy;
import io.outfall.s3.rotate.RotationReason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows into files: each row goes to the open file of its group, a file that is full or due is closed and published. The
 * offsets of a file stay claimed until its object is in the bucket.
 */
final class S3Collector implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(S3Collector.class);
    // Closing a file encodes what it still holds; of many that are due together the rest waits for the next call of
    // put.
    private static final int CLOSED_AT_ONCE = 16;
    // Compressing so much takes about a tenth of a second, which put may take; the rest waits for the next call.
    private static final long FREED_AT_ONCE = 32L << 20;
    /** When to look again whether uploads have made room. */
    private static final long ROOM_CHECK_MS = 50;

    private final PathRouter router;
    private final FileFormat format;
    private final RotationPolicy rotation;
    private final ObjectUploads uploads;
    private final Publication publication;
    private final ByteBudget budget;
    private final S3Metrics metrics;
    private final Clock clock;
    private final Map<FileSlot, OpenFile> open = new HashMap<>();
    private long nextDueMs = Long.MAX_VALUE;
    private long accountedBytes;
    private @Nullable FileSlot lastSlot;

    S3Collector(
            PathRouter router,
            FileFormat format,
            RotationPolicy rotation,
            ObjectUploads uploads,
            Publication publication,
            ByteBudget budget,
            S3Metrics metrics,
            Clock clock) {
        this.router = router;
        this.format = format;
        this.rotation = rotation;
        this.uploads = uploads;
        this.publication = publication;
        this.budget = budget;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void assign(Collection<OffsetLedger.Partition> partitions) {
        publication.assign(partitions);
    }

    @Override
    public void add(ChangeEvent event, OffsetLedger.Partition partition) throws UnfitRowException {
        ChangeRow row = ChangeRow.of(event);
        FileSlot slot = slot(event, row);
        long now = clock.millis();
        OpenFile file = open.get(slot);
        if (file != null && endsBefore(file, row, now)) {
            file = null;
        }
        if (file == null) {
            file = open(slot, partition, row, now);
        }
        try {
            file.add(row, now);
        } catch (UnfitRowException e) {
            forgetIfEmpty(file);
            throw e;
        }
        Optional<RotationReason> full = rotation.full(file.age());
        if (full.isPresent()) {
            close(file, full.get());
        }
        if (rotation.asks(row.record().headers())) {
            endAll(slot.group().partition(), now);
        }
    }

    /** Where the row goes: mostly where the one before it went. */
    private FileSlot slot(ChangeEvent event, ChangeRow row) throws UnfitRowException {
        FileGroup group = router.route(event);
        RowFamily family = format.family(group.partition().topic(), row.image().layout());
        FileSlot slot = lastSlot;
        if (slot == null || !slot.group().equals(group) || !slot.family().equals(family)) {
            slot = new FileSlot(group, family);
            lastSlot = slot;
        }
        return slot;
    }

    @Override
    public void tick(long nowMs) {
        if (nowMs >= nextDueMs) {
            closeDue(nowMs);
        }
        publication.tick(nowMs);
        dropOpen(publication.lost());
        long held = format.heldBytes();
        budget.take(held - accountedBytes);
        accountedBytes = held;
        metrics.show(open.size(), budget.used());
    }

    @Override
    public OptionalLong nextDueMs() {
        long next = Math.min(nextDueMs, publication.nextDueMs().orElse(Long.MAX_VALUE));
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public void relieve() {
        List<OpenFile> largestFirst = new ArrayList<>(open.values());
        largestFirst.sort(Comparator.comparingLong(OpenFile::heldBytes).reversed());
        long half = budget.limit() / 2;
        long goal = Math.max(half, format.heldBytes() - FREED_AT_ONCE);
        shrink(largestFirst, goal);
        boolean all = format.heldBytes() > goal;
        if (all && format.heldBytes() > half + half / 2) {
            closeLargest(largestFirst, half);
        }
        tick(clock.millis());
        if (!all && format.heldBytes() > half) {
            nextDueMs = Math.min(nextDueMs, clock.millis());
        }
    }

    /**
     * Compresses the largest files, and moves what comes of it to the disk. File by file, since the fewer are touched,
     * the longer the pages of the others become.
     */
    private void shrink(List<OpenFile> largestFirst, long goal) {
        for (OpenFile file : largestFirst) {
            if (format.heldBytes() <= goal) {
                return;
            }
            file.shrink();
        }
    }

    /** What is left when nothing more can be shrunk: pages, where there is no disk or no more room on it. */
    private void closeLargest(List<OpenFile> largestFirst, long goal) {
        for (OpenFile file : largestFirst.subList(0, Math.min(CLOSED_AT_ONCE, largestFirst.size()))) {
            if (format.heldBytes() > goal) {
                close(file, RotationReason.MEMORY);
            }
        }
    }

    @Override
    public void revoke(Collection<TopicPartition> partitions) {
        publication.revoke(partitions);
        dropOpen(partitions);
    }

    private void dropOpen(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        open.values().removeIf(file -> {
            boolean dropped = partitions.contains(file.group().partition());
            if (dropped) {
                file.abandon();
            }
            return dropped;
        });
    }

    /** Closes a file that a row has to stay out of. */
    private boolean endsBefore(OpenFile file, ChangeRow row, long nowMs) throws UnfitRowException {
        Optional<RotationReason> reason = file.takes(row) ? over(file, nowMs) : Optional.of(RotationReason.SCHEMA);
        if (reason.isPresent()) {
            close(file, reason.get());
        }
        return reason.isPresent();
    }

    private OpenFile open(FileSlot slot, OffsetLedger.Partition partition, ChangeRow row, long nowMs) {
        long offset = row.record().originalKafkaOffset();
        TopicPartition name = slot.group().partition();
        String extension = publication.mark(name) + "." + format.extension();
        ObjectUpload upload = uploads.begin(
                new ObjectSpec(
                        router.key(slot.group(), offset, extension),
                        format.contentType(),
                        Map.of(
                                "topic", name.topic(),
                                "partition", Integer.toString(name.partition()),
                                "first-offset", Long.toString(offset))),
                failure -> publication.removed(name, failure));
        OpenFile file = new OpenFile(
                slot,
                slot.family().open(upload::write),
                upload,
                partition.claim(offset, nowMs),
                nowMs,
                rotation.schedule().next(nowMs));
        open.put(slot, file);
        // Rows only put it off.
        nextDueMs = Math.min(nextDueMs, dueAtMs(file));
        return file;
    }

    private void forgetIfEmpty(OpenFile file) {
        if (file.rows() == 0) {
            open.remove(file.slot());
            file.abandon();
            file.claim().release();
        }
    }

    /** Has all files of a partition take no more rows; they are closed as soon as there is room for what is in them. */
    private void endAll(TopicPartition partition, long nowMs) {
        for (OpenFile file : open.values()) {
            if (file.group().partition().equals(partition)) {
                file.ask(nowMs);
            }
        }
        nextDueMs = Math.min(nextDueMs, nowMs);
    }

    private Optional<RotationReason> over(OpenFile file, long nowMs) {
        return file.askedMs() <= nowMs ? Optional.of(RotationReason.ASKED) : rotation.over(file.age(), nowMs);
    }

    private Optional<RotationReason> due(OpenFile file, long nowMs) {
        return file.askedMs() <= nowMs ? Optional.of(RotationReason.ASKED) : rotation.due(file.age(), nowMs);
    }

    private long dueAtMs(OpenFile file) {
        return Math.min(file.askedMs(), rotation.dueAtMs(file.age()));
    }

    private void closeDue(long nowMs) {
        List<OpenFile> due = new ArrayList<>();
        long next = Long.MAX_VALUE;
        // What a file has on the disk comes back to memory for the upload, so there has to be room for it.
        boolean room = budget.used() < budget.limit();
        for (OpenFile file : open.values()) {
            long dueAt = dueAtMs(file);
            if (dueAt <= nowMs && room && due.size() < CLOSED_AT_ONCE) {
                due.add(file);
            } else {
                next = Math.min(next, room ? dueAt : Math.max(dueAt, nowMs + ROOM_CHECK_MS));
            }
        }
        nextDueMs = next;
        for (OpenFile file : due) {
            due(file, nowMs).ifPresent(reason -> close(file, reason));
        }
    }

    private void close(OpenFile file, RotationReason reason) {
        open.remove(file.slot());
        metrics.closed(reason);
        long closedMs = clock.millis();
        publication.publish(file.finish(() -> {
            metrics.published(file.group().partition().topic(), file.rows(), file.length(), clock.millis() - closedMs);
            metrics.delivered(file.maxTimeMs());
        }));
        LOG.debug("{}: closed for {} with {} rows", file.key(), reason, file.rows());
    }
}
