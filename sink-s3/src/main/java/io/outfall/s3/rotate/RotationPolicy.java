// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.connect.header.Headers;

/**
 * When a file is closed, each file on its own: whichever limit is reached first. A limit of zero is off. All times but
 * the span are those of the wall clock and count from rows, so a file closes also when nothing comes any more.
 *
 * @param rows rows in one file
 * @param bytes bytes in one file
 * @param interval time since the first row
 * @param idle time since the last row
 * @param span between the earliest and the latest change in one file
 * @param schedule times that no file outlives
 * @param header the name of the header by which a record ends the files of its topic-partition, or empty
 */
public record RotationPolicy(
        long rows, long bytes, Duration interval, Duration idle, Duration span, Schedule schedule, String header) {

    /** Whether the file is full: asked after each row. */
    public Optional<RotationReason> full(FileAge file) {
        if (rows > 0 && file.rows() >= rows) {
            return Optional.of(RotationReason.ROWS);
        }
        if (bytes > 0 && file.bytes() >= bytes) {
            return Optional.of(RotationReason.BYTES);
        }
        boolean spanned = !span.isZero() && file.latestMs() - file.earliestMs() >= span.toMillis();
        return spanned ? Optional.of(RotationReason.SPAN) : Optional.empty();
    }

    /** Whether a row that comes now belongs into the next file: asked before each row. */
    public Optional<RotationReason> over(FileAge file, long nowMs) {
        return file.scheduledMs() <= nowMs ? Optional.of(RotationReason.SCHEDULE) : Optional.empty();
    }

    /** Whether the file is due, with or without rows coming. */
    public Optional<RotationReason> due(FileAge file, long nowMs) {
        if (file.scheduledMs() <= nowMs) {
            return Optional.of(RotationReason.SCHEDULE);
        }
        if (intervalEndMs(file) <= nowMs) {
            return Optional.of(RotationReason.INTERVAL);
        }
        return idleEndMs(file) <= nowMs ? Optional.of(RotationReason.IDLE) : Optional.empty();
    }

    /** Whether a record ends the files of its topic-partition, once its own row is in. */
    public boolean asks(Headers headers) {
        return !header.isEmpty() && headers.lastWithName(header) != null;
    }

    /** When the file will be due if no row comes, {@link Long#MAX_VALUE} for never. */
    public long dueAtMs(FileAge file) {
        return Math.min(file.scheduledMs(), Math.min(intervalEndMs(file), idleEndMs(file)));
    }

    private long intervalEndMs(FileAge file) {
        return interval.isZero() ? Long.MAX_VALUE : file.firstRowMs() + interval.toMillis();
    }

    private long idleEndMs(FileAge file) {
        return idle.isZero() ? Long.MAX_VALUE : file.lastRowMs() + idle.toMillis();
    }
}
