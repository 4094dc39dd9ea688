// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row was read, created, updated or deleted, or simply is (a plain row).
 *
 * <p>The {@link #image()} is what a change log or a replica needs: the row after the change or, for a delete, the key
 * columns from the record key with every other column {@link CellState#ABSENT}. Debezium fills {@code before} of a
 * delete with made-up values where the replica identity does not cover a column, and nothing in the event tells; so the
 * other columns are taken from {@code before} only where the user says that it is complete.
 */
public final class RowChange implements ChangeEvent {
    private final SinkRecord record;
    private final Op op;
    private final RowReader reader;

    /**
     * @param record the record
     * @param op what happened
     * @param reader how to read a record of this shape
     */
    public RowChange(SinkRecord record, Op op, RowReader reader) {
        this.record = record;
        this.op = op;
        this.reader = reader;
    }

    @Override
    public SinkRecord record() {
        return record;
    }

    public Op op() {
        return op;
    }

    public boolean isDelete() {
        return op == Op.DELETE;
    }

    /** The row after the change; for a delete the last known row, of which at least the key columns are known. */
    public Row image() {
        return reader.image(record, op);
    }

    /** The row before the change as the record carries it, trusted or not; null where there is none. */
    public @Nullable Row before() {
        return reader.before(record);
    }

    /** The row after the change as the record carries it; null for a delete. */
    public @Nullable Row after() {
        return reader.after(record);
    }

    /** The key columns and their cells; null for a row without a key. */
    public @Nullable Row key() {
        return reader.key(record);
    }

    public SourceInfo source() {
        return reader.source(record);
    }

    @Override
    public String toString() {
        return op + " " + origin();
    }
}
