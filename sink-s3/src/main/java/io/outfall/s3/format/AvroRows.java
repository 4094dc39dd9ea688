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
import org.jspecify.annotations.Nullable;

/** Puts rows into an Avro file. */
final class AvroRows implements RowFile {
    private final AvroFile file;
    private final RowSchemas<List<AvroColumn>> schemas;
    private final MetadataValues metadata;
    private final List<String> unavailable = new ArrayList<>(0);
    private @Nullable RowLayout lastLayout;
    private @Nullable RowPlan lastPlan;
    private boolean done;

    AvroRows(AvroFile file, RowSchemas<List<AvroColumn>> schemas, MetadataValues metadata) {
        this.file = file;
        this.schemas = schemas;
        this.metadata = metadata;
    }

    @Override
    public boolean takes(RowLayout layout) throws UnfitRowException {
        return layout == lastLayout || file.schema().plan(schemas.of(layout)).isPresent();
    }

    @Override
    public void add(ChangeRow row) throws UnfitRowException {
        RowLayout layout = row.image().layout();
        put(row, layout, plan(layout));
    }

    private RowPlan plan(RowLayout layout) throws UnfitRowException {
        RowPlan plan = lastPlan;
        if (plan == null || layout != lastLayout) {
            plan = file.schema()
                    .plan(schemas.of(layout))
                    .orElseThrow(() -> new IllegalStateException("the file does not take the row"));
            lastPlan = plan;
            lastLayout = layout;
        }
        return plan;
    }

    private void put(ChangeRow row, RowLayout layout, RowPlan plan) throws UnfitRowException {
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
                plan.encode(field, value, file.row());
            }
            file.endRow();
        } catch (UnfitValueException | ClassCastException e) {
            file.abandonRow();
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
        return file.rows();
    }

    @Override
    public long heldBytes() {
        return file.heldBytes();
    }

    @Override
    public long writtenBytes() {
        return file.writtenBytes();
    }

    /** A block that is compressed need not be held any longer. */
    @Override
    public void compress() {
        flush();
    }

    @Override
    public void flush() {
        file.flush();
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
        file.discard();
    }
}
