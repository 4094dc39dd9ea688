// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.jspecify.annotations.Nullable;

/**
 * Where and when the source made a change. A view: each call reads from the record, so ask only for what is needed.
 * Everything is null or empty for rows whose shape carries no such thing.
 */
public interface SourceInfo {

    /** For rows that say nothing about their source. */
    SourceInfo NONE = new SourceInfo() {};

    /** The Debezium connector: {@code postgresql}, {@code mysql}, … */
    default @Nullable String connector() {
        return null;
    }

    /** The logical name of the source server, Debezium's {@code topic.prefix}. */
    default @Nullable String server() {
        return null;
    }

    default @Nullable String database() {
        return null;
    }

    default @Nullable String schema() {
        return null;
    }

    default @Nullable String table() {
        return null;
    }

    /** When the source made the change, in microseconds since 1970-01-01T00:00Z. */
    default @Nullable Long timestampMicros() {
        return null;
    }

    /** When the source connector handled the change, in microseconds since 1970-01-01T00:00Z. */
    default @Nullable Long processedMicros() {
        return null;
    }

    default Snapshot snapshot() {
        return Snapshot.NONE;
    }

    /** The source's own name for the transaction. */
    default @Nullable String transactionId() {
        return null;
    }

    /** The place in the source's log, which orders the events of one key; {@link Position#NONE} where there is none. */
    default Position position() {
        return Position.NONE;
    }
}
