// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.OffsetLedger;
import io.outfall.event.ChangeEvent;
import io.outfall.pipeline.Collector;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.s3.format.FileFormat;
import io.outfall.s3.object.ObjectSpec;
import io.outfall.s3.object.ObjectUpload;
import io.outfall.s3.object.ObjectUploads;
import io.outfall.s3.path.FileGroup;
import io.outfall.s3.path.PathRouter;
import io.outfall.s3.rotate.RotationPolicy;
import io.outfall.s3.rotate.RotationReason;
import io.outfall.s3.row.ChangeRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows into files: each row goes to the open file of its group, a file that is full or due is closed and published. The
 * offsets of a file stay claimed until its object is in the bucket.
 */
final class S3Collector implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(S3Collector.class);
    // Closing a file encodes what it still holds; when many are due together the rest waits for the next call of put.
    private static final int CLOSED_AT_ONCE = 16;

    private final PathRouter router;
    private final FileFormat format;
    private final RotationPolicy rotation;
    private final ObjectUploads uploads;
    private final ByteBudget budget;
    private final S3Metrics metrics;
    private final Clock clock;
    private final Map<FileGroup, OpenFile> open = new HashMap<>();
    private final Set<OpenFile> publishing = new HashSet<>();
    private long nextDueMs = Long.MAX_VALUE;
    private long accountedBytes;

    S3Collector(
            PathRouter router,
            FileFormat format,
            RotationPolicy rotation,
            ObjectUploads uploads,
            ByteBudget budget,
            S3Metrics metrics,
            Clock clock) {
        this.router = router;
        this.format = format;
        this.rotation = rotation;
        this.uploads = uploads;
        this.budget = budget;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void add(ChangeEvent event, OffsetLedger.Partition partition) throws UnfitRowException {
        ChangeRow row = ChangeRow.of(event);
        FileGroup group = router.route(event);
        long now = clock.millis();
        OpenFile file = open.get(group);
        if (file != null && !file.takes(row)) {
            close(file, RotationReason.SCHEMA);
            file = null;
        }
        if (file == null) {
            file = open(group, partition, row, now);
        }
        try {
            file.add(row, now);
        } catch (UnfitRowException e) {
            forgetIfEmpty(file);
            throw e;
        }
        nextDueMs = Math.min(nextDueMs, rotation.dueAtMs(file.age()));
        OpenFile filled = file;
        rotation.full(file.age()).ifPresent(reason -> close(filled, reason));
    }

    @Override
    public void tick(long nowMs) {
        if (nowMs >= nextDueMs) {
            closeDue(nowMs);
        }
        long held = format.heldBytes();
        budget.take(held - accountedBytes);
        accountedBytes = held;
        metrics.show(open.size(), budget.used());
    }

    @Override
    public OptionalLong nextDueMs() {
        return nextDueMs == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(nextDueMs);
    }

    @Override
    public void relieve() {
        List<OpenFile> largestFirst = new ArrayList<>(open.values());
        largestFirst.sort(Comparator.comparingLong(OpenFile::heldBytes).reversed());
        long spare = budget.limit() / 2;
        for (OpenFile file : largestFirst.subList(0, Math.min(CLOSED_AT_ONCE, largestFirst.size()))) {
            if (format.heldBytes() > spare) {
                close(file, RotationReason.MEMORY);
            }
        }
        tick(clock.millis());
    }

    @Override
    public void revoke(Collection<TopicPartition> partitions) {
        List<OpenFile> files = new ArrayList<>(open.values());
        files.addAll(publishing);
        for (OpenFile file : files) {
            if (partitions.contains(file.group().partition())) {
                open.remove(file.group(), file);
                publishing.remove(file);
                file.abandon();
            }
        }
    }

    private OpenFile open(FileGroup group, OffsetLedger.Partition partition, ChangeRow row, long nowMs) {
        long offset = row.record().originalKafkaOffset();
        ObjectUpload upload = uploads.begin(new ObjectSpec(router.key(group, offset), format.contentType(), Map.of()));
        OpenFile file = new OpenFile(
                group,
                format.open(group.partition().topic(), upload::write),
                upload,
                partition.claim(offset, nowMs),
                nowMs);
        open.put(group, file);
        return file;
    }

    private void forgetIfEmpty(OpenFile file) {
        if (file.rows() == 0) {
            open.remove(file.group());
            file.abandon();
            file.claim().release();
        }
    }

    private void closeDue(long nowMs) {
        List<OpenFile> due = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (OpenFile file : open.values()) {
            long dueAt = rotation.dueAtMs(file.age());
            if (dueAt <= nowMs && due.size() < CLOSED_AT_ONCE) {
                due.add(file);
            } else {
                next = Math.min(next, dueAt);
            }
        }
        nextDueMs = next;
        for (OpenFile file : due) {
            rotation.due(file.age(), nowMs).ifPresent(reason -> close(file, reason));
        }
    }

    private void close(OpenFile file, RotationReason reason) {
        open.remove(file.group());
        publishing.add(file);
        file.finish();
        LOG.debug("{}: closed for {} with {} rows", file.upload().key(), reason, file.rows());
        metrics.closed(reason);
        file.upload().finish(() -> {
            publishing.remove(file);
            file.claim().release();
            metrics.published(
                    file.group().partition().topic(), file.rows(), file.upload().length());
        });
    }
}
