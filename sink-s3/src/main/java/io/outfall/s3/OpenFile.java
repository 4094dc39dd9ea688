// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.delivery.OffsetLedger;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.s3.format.RowFile;
import io.outfall.s3.object.ObjectUpload;
import io.outfall.s3.path.FileGroup;
import io.outfall.s3.rotate.FileAge;
import io.outfall.s3.row.ChangeRow;

/**
 * A file that takes rows of one group: what its bytes are made by, the upload of them, and the claim on its offsets.
 */
final class OpenFile {
    private final FileGroup group;
    private final RowFile file;
    private final ObjectUpload upload;
    private final OffsetLedger.Claim claim;
    private final long firstRowMs;
    private long lastRowMs;

    OpenFile(FileGroup group, RowFile file, ObjectUpload upload, OffsetLedger.Claim claim, long nowMs) {
        this.group = group;
        this.file = file;
        this.upload = upload;
        this.claim = claim;
        this.firstRowMs = nowMs;
        this.lastRowMs = nowMs;
    }

    FileGroup group() {
        return group;
    }

    OffsetLedger.Claim claim() {
        return claim;
    }

    ObjectUpload upload() {
        return upload;
    }

    long rows() {
        return file.rows();
    }

    long heldBytes() {
        return file.heldBytes();
    }

    FileAge age() {
        return new FileAge(file.rows(), file.writtenBytes() + file.heldBytes(), firstRowMs, lastRowMs);
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
    }

    /** Ends the file; its bytes are with the upload then, which only needs to be finished. */
    void finish() {
        file.close();
    }

    /** Leaves the file: nothing of it will be published. */
    void abandon() {
        file.discard();
        upload.abandon();
    }
}
