// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

/** Which snapshot an event belongs to. */
public enum Snapshot {
    /** None: the event was streamed from the log. Debezium leaves the field null in this case. */
    NONE,
    /** The initial snapshot, any of its rows. */
    INITIAL,
    /** An incremental snapshot, asked for while streaming; its rows are read between transactions. */
    INCREMENTAL
}
