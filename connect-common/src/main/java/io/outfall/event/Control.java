// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record by which the source connector speaks of itself; no row of any table.
 *
 * @param record the record
 * @param kind what it speaks of
 */
public record Control(SinkRecord record, Kind kind) implements ChangeEvent {

    /** The kinds that Debezium writes. */
    public enum Kind {
        HEARTBEAT,
        SCHEMA_CHANGE,
        /** BEGIN or END of a source transaction. */
        TRANSACTION,
        NOTIFICATION,
        /** A row of the signal table, or a record of the signal topic. */
        SIGNAL
    }
}
