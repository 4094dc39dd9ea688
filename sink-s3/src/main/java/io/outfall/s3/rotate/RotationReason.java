// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

/** Why a file was closed. */
public enum RotationReason {
    ROWS,
    BYTES,
    /** The first row has waited long enough. */
    INTERVAL,
    /** No row came for long enough. */
    IDLE,
    /** The times of its changes lie as far apart as they may. */
    SPAN,
    /** The clock has come to a time of the schedule. */
    SCHEDULE,
    /** A record asked for it. */
    ASKED,
    /** The next row cannot share the file's schema. */
    SCHEMA,
    /** The memory budget was used up. */
    MEMORY
}
