// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.delivery.OffsetLedger;
import io.outfall.delivery.OffsetSet;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.s3.commit.FileFacts;
import io.outfall.s3.commit.FinishedFile;
import io.outfall.s3.format.RowFile;
import io.outfall.s3.object.ObjectUpload;
import io.outfall.s3.path.FileGroup;
import io.outfall.s3.rotate.FileAge;

/** A file that takes rows of one slot: what its bytes are made by, the upload of them, and the claim on its offsets. */
final class OpenFile {
    private final FileSlot slot;
    private final RowFile file;
    private final ObjectUpload upload;
    private final OffsetLedger.Claim claim;
    private final ColumnsSeen columns = new ColumnsSeen();
    private final OffsetSet.Builder offsets = new OffsetSet.Builder();
    private final long firstRowMs;
    private final long scheduledMs;
    private long askedMs = Long.MAX_VALUE;
    private long lastRowMs;
    private long lastOffset;
    private long minTimeMs = Long.MAX_VALUE;
    private long maxTimeMs = Long.MIN_VALUE;

    /** @param scheduledMs the time of the schedule that it does not outlive */
    OpenFile(FileSlot slot, RowFile file, ObjectUpload upload, OffsetLedger.Claim claim, long nowMs, long scheduledMs) {
        this.slot = slot;
        this.file = file;
        this.upload = upload;
        this.claim = claim;
        this.firstRowMs = nowMs;
        this.scheduledMs = scheduledMs;
        this.lastRowMs = nowMs;
    }

    FileSlot slot() {
        return slot;
    }

    FileGroup group() {
        return slot.group();
    }

    OffsetLedger.Claim claim() {
        return claim;
    }

    String key() {
        return upload.key();
    }

    long rows() {
        return file.rows();
    }

    long heldBytes() {
        return file.heldBytes() + offsets.heldBytes();
    }

    /** Gives up memory and goes on. */
    void shrink() {
        file.compress();
        file.spill();
    }

    /** Takes no more rows from now on, because a record asked for it. */
    void ask(long nowMs) {
        askedMs = Math.min(askedMs, nowMs);
    }

    /** When a record asked for its end, in milliseconds since 1970-01-01T00:00Z; {@link Long#MAX_VALUE} for never. */
    long askedMs() {
        return askedMs;
    }

    FileAge age() {
        return new FileAge(
                file.rows(),
                file.writtenBytes() + file.heldBytes() + file.spilledBytes(),
                firstRowMs,
                lastRowMs,
                scheduledMs,
                minTimeMs,
                maxTimeMs);
    }

    /**
     * Whether the row can share the file.
     *
     * @throws UnfitRowException if no file takes such a row
     */
    boolean takes(ChangeRow row) throws UnfitRowException {
        return file.takes(row.image().layout());
    }

    /**
     * Adds a row that the file takes.
     *
     * @throws UnfitRowException if a value does not fit; the file is as it was before
     */
    void add(ChangeRow row, long nowMs) throws UnfitRowException {
        file.add(row);
        lastRowMs = nowMs;
        lastOffset = row.record().originalKafkaOffset();
        offsets.add(lastOffset);
        columns.see(row.image().layout());
        long time = row.timeMs();
        minTimeMs = Math.min(minTimeMs, time);
        maxTimeMs = Math.max(maxTimeMs, time);
    }

    /**
     * Ends the file; its bytes are with the upload then.
     *
     * @param whenVisible runs on the task thread once it is published
     */
    FinishedFile finish(Runnable whenVisible) {
        file.close();
        FileFacts facts =
                new FileFacts(file.rows(), claim.offset(), lastOffset, minTimeMs, maxTimeMs, columns.fingerprint());
        return new FinishedFile(claim, offsets.build(), facts, upload, whenVisible);
    }

    /** Bytes of the file. */
    long length() {
        return upload.length();
    }

    /** The time of the newest change in it, in milliseconds since 1970-01-01T00:00Z. */
    long maxTimeMs() {
        return maxTimeMs;
    }

    /** Leaves the file: nothing of it will be published. */
    void abandon() {
        file.discard();
        upload.abandon();
    }
}
