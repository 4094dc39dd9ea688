// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.ChangeEvent;
import io.outfall.event.Control;
import io.outfall.event.Malformed;
import io.outfall.event.Op;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.RowReader;
import io.outfall.event.SourceInfo;
import io.outfall.event.Truncate;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records whose value is the row: flattened by Debezium's {@code ExtractNewRecordState}, with metadata among the
 * fields or in headers, or plain.
 */
final class FlatPlan implements Plan, RowReader {
    private final CellReader deleted;
    private final CellReader op;
    private final String opName;
    private final SourceFields source;
    private final SignalTable signals;
    private final KeyForm key;
    private final Rows rows;

    /**
     * @param deleted reads from the value whether the row is deleted
     * @param op reads the operation of a record
     * @param opName what the operation is called, for messages
     */
    FlatPlan(
            CellReader deleted,
            CellReader op,
            String opName,
            SourceFields source,
            SignalTable signals,
            KeyForm key,
            Rows rows) {
        this.deleted = deleted;
        this.op = op;
        this.opName = opName;
        this.source = source;
        this.signals = signals;
        this.key = key;
        this.rows = rows;
    }

    @Override
    public ChangeEvent event(SinkRecord record) {
        if (signals.hasRow(record, source)) {
            return new Control(record, Control.Kind.SIGNAL);
        }
        String missing =
                key instanceof KeyForm.InRow ? rows.form(record.value()).missingKey() : null;
        if (missing != null) {
            return new Malformed(record, missing, "the row has no such column, which is to be its key");
        }
        if (isDeleted(record)) {
            return new RowChange(record, Op.DELETE, this);
        }
        Object raw = op.read(record);
        if (raw == null) {
            return new RowChange(record, Op.PLAIN, this);
        }
        return switch (String.valueOf(Scalars.text(raw))) {
            case "c" -> new RowChange(record, Op.CREATE, this);
            case "u" -> new RowChange(record, Op.UPDATE, this);
            case "r" -> new RowChange(record, Op.READ, this);
            case "d" -> new RowChange(record, Op.DELETE, this);
            case "t" -> new Truncate(record, source(record));
            default -> new Malformed(record, opName, "the operation is unknown");
        };
    }

    @Override
    public Row image(SinkRecord record, Op operation) {
        RowForm form = rows.form(record.value());
        return operation == Op.DELETE ? form.deleted(record) : form.image(record, record.value());
    }

    @Override
    public @Nullable Row before(SinkRecord record) {
        return isDelete(record) ? row(record) : null;
    }

    @Override
    public @Nullable Row after(SinkRecord record) {
        return isDelete(record) ? null : row(record);
    }

    @Override
    public @Nullable Row key(SinkRecord record) {
        Row apart = key.row(record);
        return apart != null ? apart : rows.form(record.value()).keyOf(record.value());
    }

    @Override
    public SourceInfo source(SinkRecord record) {
        return new RecordSource(source, record);
    }

    private Row row(SinkRecord record) {
        return rows.form(record.value()).row(record.value());
    }

    private boolean isDelete(SinkRecord record) {
        return isDeleted(record) || "d".equals(op.read(record));
    }

    private boolean isDeleted(SinkRecord record) {
        return "true".equals(Scalars.text(deleted.read(record.value())));
    }
}
