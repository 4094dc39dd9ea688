// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import io.grpc.Status.Code;
import io.outfall.bigquery.emulator.storage.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A write stream that a client has created: rows by offset, in the table at once, when flushed or when committed. */
final class TableStream {

    private final String name;
    private final WriteStream.Type type;
    private final Table table;
    private final Instant created;
    /** Rows that the table has not got. */
    private final List<@Nullable Object[]> held = new ArrayList<>();

    private long rows;
    private boolean finalised;
    private @Nullable Instant committed;

    TableStream(String name, WriteStream.Type type, Table table, Instant created) {
        this.name = name;
        this.type = type;
        this.table = table;
        this.created = created;
    }

    String name() {
        return name;
    }

    WriteStream.Type type() {
        return type;
    }

    Table table() {
        return table;
    }

    Instant created() {
        return created;
    }

    synchronized long rows() {
        return rows;
    }

    synchronized boolean finalised() {
        return finalised;
    }

    synchronized @Nullable Instant committed() {
        return committed;
    }

    /** Refuses an append at another place than the end, or after it. */
    synchronized void check(@Nullable Long offset) {
        if (finalised) {
            throw failure(Code.INVALID_ARGUMENT, StorageErrorCode.STREAM_FINALIZED, "Stream has been finalized");
        }
        if (offset != null && offset < rows) {
            throw failure(
                    Code.ALREADY_EXISTS,
                    StorageErrorCode.OFFSET_ALREADY_EXISTS,
                    "The offset is within stream, expected offset " + rows + ", received " + offset);
        }
        if (offset != null && offset > rows) {
            throw failure(
                    Code.OUT_OF_RANGE,
                    StorageErrorCode.OFFSET_OUT_OF_RANGE,
                    "The offset is beyond stream, expected offset " + rows + ", received " + offset);
        }
    }

    /** Appends rows and gives the offset of the first. */
    synchronized long append(@Nullable Long offset, List<@Nullable Object[]> added) {
        check(offset);
        long first = rows;
        rows += added.size();
        if (type == WriteStream.Type.COMMITTED) {
            table.append(added);
        } else {
            held.addAll(added);
        }
        return first;
    }

    /** Ends the stream and gives the count of its rows. */
    synchronized long finish() {
        finalised = true;
        return rows;
    }

    /** Makes rows of a buffered stream visible, up to and with an offset. */
    synchronized long flush(long offset) {
        if (type != WriteStream.Type.BUFFERED) {
            throw failure(
                    Code.INVALID_ARGUMENT,
                    StorageErrorCode.INVALID_STREAM_TYPE,
                    "FlushRows needs a stream of type BUFFERED, found " + type);
        }
        long flushed = rows - held.size();
        if (offset < flushed) {
            throw failure(
                    Code.ALREADY_EXISTS,
                    StorageErrorCode.OFFSET_ALREADY_EXISTS,
                    "Offset " + offset + " is flushed already");
        }
        if (offset >= rows) {
            throw failure(
                    Code.OUT_OF_RANGE,
                    StorageErrorCode.OFFSET_OUT_OF_RANGE,
                    "Offset " + offset + " is beyond the end of the stream, " + rows);
        }
        List<@Nullable Object[]> due = held.subList(0, (int) (offset - flushed + 1));
        table.append(due);
        due.clear();
        return offset;
    }

    /** Refuses a commit of a stream that is not pending, not finalised, or committed before. */
    synchronized void checkCommit() {
        if (type != WriteStream.Type.PENDING) {
            throw failure(
                    Code.INVALID_ARGUMENT,
                    StorageErrorCode.INVALID_STREAM_TYPE,
                    "Only streams of type PENDING can be committed, found " + type);
        }
        if (committed != null) {
            throw failure(
                    Code.INVALID_ARGUMENT, StorageErrorCode.STREAM_ALREADY_COMMITTED, "Stream is committed already");
        }
        if (!finalised) {
            throw failure(
                    Code.INVALID_ARGUMENT,
                    StorageErrorCode.INVALID_STREAM_STATE,
                    "Stream must be finalized before it is committed");
        }
    }

    synchronized void commit(Instant now) {
        checkCommit();
        committed = now;
        table.append(held);
        held.clear();
    }

    private StorageFailure failure(Code code, StorageErrorCode detail, String message) {
        return StorageFailure.of(code, detail, name, message);
    }
}
