// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.s3.avro.AvroColumn;
import io.outfall.s3.avro.AvroFile;
import io.outfall.s3.avro.RowPlan;
import io.outfall.type.UnfitValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts rows into an Avro file, whose schema is that of its topic when the first row comes. */
final class AvroRows implements RowFile {
    private final Function<List<AvroColumn>, AvroFile> begin;
    private final RowSchemas<List<AvroColumn>> schemas;
    private final MetadataValues metadata;
    private final List<String> unavailable = new ArrayList<>(0);
    private @Nullable AvroFile file;
    private @Nullable RowLayout lastLayout;
    private @Nullable RowPlan lastPlan;
    private boolean done;

    /** @param begin makes the file for a first row of those columns */
    AvroRows(
            Function<List<AvroColumn>, AvroFile> begin, RowSchemas<List<AvroColumn>> schemas, MetadataValues metadata) {
        this.begin = begin;
        this.schemas = schemas;
        this.metadata = metadata;
    }

    @Override
    public boolean takes(RowLayout layout) throws UnfitRowException {
        List<AvroColumn> columns = schemas.of(layout);
        return layout == lastLayout
                || file == null
                || file.schema().plan(columns).isPresent();
    }

    @Override
    public void add(ChangeRow row) throws UnfitRowException {
        RowLayout layout = row.image().layout();
        List<AvroColumn> columns = schemas.of(layout);
        AvroFile into = file;
        if (into == null) {
            into = begin.apply(columns);
            file = into;
        }
        put(row, layout, plan(into, layout, columns), into);
    }

    private RowPlan plan(AvroFile into, RowLayout layout, List<AvroColumn> columns) {
        RowPlan plan = lastPlan;
        if (plan == null || layout != lastLayout) {
            plan = into.schema()
                    .plan(columns)
                    .orElseThrow(() -> new IllegalStateException("the file does not take the row"));
            lastPlan = plan;
            lastLayout = layout;
        }
        return plan;
    }

    private void put(ChangeRow row, RowLayout layout, RowPlan plan, AvroFile into) throws UnfitRowException {
        int columns = layout.columns().size();
        unavailable.clear();
        int position = 0;
        try {
            for (int field = 0; field < plan.fields(); field++) {
                position = plan.position(field);
                Object value = position < 0
                        ? null
                        : position < columns
                                ? cell(
                                        layout.columns().get(position),
                                        row.image().data())
                                : metadata.value(
                                        metadata.columns()
                                                .get(position - columns)
                                                .field(),
                                        row,
                                        unavailable);
                plan.encode(field, value, into.row());
            }
            into.endRow();
        } catch (UnfitValueException | ClassCastException e) {
            into.abandonRow();
            throw schemas.unfit(layout, position, e);
        }
    }

    private @Nullable Object cell(Column column, Object data) {
        Object raw = column.raw(data);
        if (raw == null || raw == CellReader.ABSENT) {
            return null;
        }
        if (column.isUnavailable(raw)) {
            unavailable.add(column.name());
            return null;
        }
        return column.decode(raw);
    }

    @Override
    public long rows() {
        return file == null ? 0 : file.rows();
    }

    @Override
    public long heldBytes() {
        return file == null ? 0 : file.heldBytes();
    }

    @Override
    public long writtenBytes() {
        return file == null ? 0 : file.writtenBytes();
    }

    /** A block that is compressed need not be held any longer. */
    @Override
    public void compress() {
        flush();
    }

    @Override
    public void flush() {
        if (file != null) {
            file.flush();
        }
    }

    @Override
    public void close() {
        if (done || rows() == 0) {
            throw new IllegalStateException(done ? "the file is closed" : "the file has no row");
        }
        done = true;
        flush();
    }

    @Override
    public void discard() {
        done = true;
        if (file != null) {
            file.discard();
        }
    }
}
