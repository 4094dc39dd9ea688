// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.ChangeEvent;
import io.outfall.event.Control;
import io.outfall.event.LogicalMessage;
import io.outfall.event.Malformed;
import io.outfall.event.Op;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.RowReader;
import io.outfall.event.SourceInfo;
import io.outfall.event.Truncate;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Reads Debezium's envelopes, structs and maps alike. */
final class EnvelopePlan implements Plan, RowReader {
    private final CellReader op;
    private final CellReader before;
    private final CellReader after;
    private final SourceFields source;
    private final SignalTable signals;
    private final KeyForm key;
    private final Rows beforeRows;
    private final Rows afterRows;

    EnvelopePlan(
            Fields envelope, SourceFields source, SignalTable signals, KeyForm key, Rows beforeRows, Rows afterRows) {
        this.op = envelope.reader("op");
        this.before = envelope.reader("before");
        this.after = envelope.reader("after");
        this.source = source;
        this.signals = signals;
        this.key = key;
        this.beforeRows = beforeRows;
        this.afterRows = afterRows;
    }

    @Override
    public ChangeEvent event(SinkRecord record) {
        if (signals.hasRow(record, source)) {
            return new Control(record, Control.Kind.SIGNAL);
        }
        String code = Scalars.text(op.read(record.value()));
        if (code == null || code.length() != 1) {
            return new Malformed(record, "op", code == null ? "no operation is given" : "the operation is unknown");
        }
        return switch (code.charAt(0)) {
            case 'c' -> upsert(record, Op.CREATE);
            case 'u' -> upsert(record, Op.UPDATE);
            case 'r' -> isCassandra(record) ? rangeTombstone(record) : upsert(record, Op.READ);
            case 'd' -> delete(record);
            case 't' -> new Truncate(record, source(record));
            case 'm' -> new LogicalMessage(record);
            // Cassandra's connector has a code of its own for inserts.
            case 'i' -> isCassandra(record) ? upsert(record, Op.CREATE) : unknown(record);
            default -> unknown(record);
        };
    }

    @Override
    public Row image(SinkRecord record, Op operation) {
        if (operation == Op.DELETE) {
            return afterRows.form(before.read(record.value())).deleted(record);
        }
        Object row = after.read(record.value());
        if (row == null) {
            throw new IllegalStateException("only a delete has no row after it");
        }
        return afterRows.form(row).image(record, row);
    }

    @Override
    public @Nullable Row before(SinkRecord record) {
        Object row = before.read(record.value());
        return row == null ? null : beforeRows.form(row).row(row);
    }

    @Override
    public @Nullable Row after(SinkRecord record) {
        Object row = after.read(record.value());
        return row == null ? null : afterRows.form(row).row(row);
    }

    @Override
    public @Nullable Row key(SinkRecord record) {
        Row apart = key.row(record);
        if (apart != null) {
            return apart;
        }
        Object row = after.read(record.value());
        if (row != null) {
            return afterRows.form(row).keyOf(row);
        }
        Object gone = before.read(record.value());
        return gone == null ? null : beforeRows.form(gone).keyOf(gone);
    }

    @Override
    public SourceInfo source(SinkRecord record) {
        return new RecordSource(source, record);
    }

    private ChangeEvent upsert(SinkRecord record, Op operation) {
        Object row = after.read(record.value());
        if (row instanceof Struct || row instanceof Map) {
            String missing = key instanceof KeyForm.InRow ? afterRows.form(row).missingKey() : null;
            return missing == null
                    ? new RowChange(record, operation, this)
                    : new Malformed(record, missing, "the row has no such column, which is to be its key");
        }
        return new Malformed(
                record,
                "after",
                row == null
                        ? "there is no row after the operation " + operation.code()
                        : "the row is no struct; documents (MongoDB) are not supported");
    }

    private ChangeEvent delete(SinkRecord record) {
        return key instanceof KeyForm.InRow && before.read(record.value()) == null
                ? new Malformed(record, "before", "the delete lacks the row, and so the key columns in it")
                : new RowChange(record, Op.DELETE, this);
    }

    private boolean isCassandra(SinkRecord record) {
        return "cassandra".equals(source.connector(record));
    }

    private static ChangeEvent unknown(SinkRecord record) {
        return new Malformed(record, "op", "the operation is unknown");
    }

    private static ChangeEvent rangeTombstone(SinkRecord record) {
        return new Malformed(record, "op", "a range tombstone of Cassandra deletes rows that it does not name");
    }
}
