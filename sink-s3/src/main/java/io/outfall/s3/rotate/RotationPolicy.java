// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import java.time.Duration;
import java.util.Optional;

/**
 * When a file is closed, each file on its own: whichever limit is reached first. A limit of zero is off. The times are
 * those of the wall clock and count from rows, so a file closes also when nothing comes any more.
 *
 * @param rows rows in one file
 * @param bytes bytes in one file
 * @param interval time since the first row
 * @param idle time since the last row
 */
public record RotationPolicy(long rows, long bytes, Duration interval, Duration idle) {

    /** Whether the file is full: asked after each row. */
    public Optional<RotationReason> full(FileAge file) {
        if (rows > 0 && file.rows() >= rows) {
            return Optional.of(RotationReason.ROWS);
        }
        return bytes > 0 && file.bytes() >= bytes ? Optional.of(RotationReason.BYTES) : Optional.empty();
    }

    /** Whether the file is due, with or without rows coming. */
    public Optional<RotationReason> due(FileAge file, long nowMs) {
        if (intervalEndMs(file) <= nowMs) {
            return Optional.of(RotationReason.INTERVAL);
        }
        return idleEndMs(file) <= nowMs ? Optional.of(RotationReason.IDLE) : Optional.empty();
    }

    /** When the file will be due if no row comes, {@link Long#MAX_VALUE} for never. */
    public long dueAtMs(FileAge file) {
        return Math.min(intervalEndMs(file), idleEndMs(file));
    }

    private long intervalEndMs(FileAge file) {
        return interval.isZero() ? Long.MAX_VALUE : file.firstRowMs() + interval.toMillis();
    }

    private long idleEndMs(FileAge file) {
        return idle.isZero() ? Long.MAX_VALUE : file.lastRowMs() + idle.toMillis();
    }
}
