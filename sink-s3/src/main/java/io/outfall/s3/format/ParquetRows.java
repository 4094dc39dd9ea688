// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataField;
import io.outfall.row.MetadataValues;
import io.outfall.s3.parquet.ColumnWriter;
import io.outfall.s3.parquet.ParquetFile;
import io.outfall.s3.parquet.ParquetSchema;
import io.outfall.type.UnfitValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts rows into a Parquet file, each cell straight into the staging of its column. */
final class ParquetRows implements RowFile {
    private final ParquetFile file;
    private final RowSchemas<ParquetSchema> schemas;
    private final MetadataValues metadata;
    private final List<String> unavailable = new ArrayList<>(0);
    // Rows of one layout mostly follow each other, so what belongs to the last is at hand.
    private final Map<RowLayout, ColumnWriter[]> writers = new HashMap<>(2);
    private @Nullable RowLayout lastLayout;
    private ColumnWriter[] lastWriters = {};

    ParquetRows(ParquetFile file, RowSchemas<ParquetSchema> schemas, MetadataValues metadata) {
        this.file = file;
        this.schemas = schemas;
        this.metadata = metadata;
    }

    @Override
    public boolean takes(RowLayout layout) throws UnfitRowException {
        return layout == lastLayout || writers.containsKey(layout) || file.takes(schemas.of(layout));
    }

    @Override
    public void add(ChangeRow row) throws UnfitRowException {
        RowLayout layout = row.image().layout();
        ColumnWriter[] cells = writers(layout);
        List<Column> columns = layout.columns();
        int at = 0;
        try {
            Object data = row.image().data();
            unavailable.clear();
            for (; at < columns.size(); at++) {
                Column column = columns.get(at);
                Object raw = column.raw(data);
                if (raw == null || raw == CellReader.ABSENT) {
                    continue;
                }
                if (column.isUnavailable(raw)) {
                    unavailable.add(column.name());
                } else {
                    cells[at].write(column.decode(raw));
                }
            }
            for (MetadataColumn column : metadata.columns()) {
                write(column.field(), row, cells[at]);
                at++;
            }
            file.endRow();
        } catch (UnfitValueException | ClassCastException e) {
            file.abandonRow();
            throw schemas.unfit(layout, at, e);
        }
    }

    /** What is another number in each row goes without a box. */
    private void write(MetadataField field, ChangeRow row, ColumnWriter cell) {
        switch (field) {
            case OFFSET -> cell.writeLong(row.record().originalKafkaOffset());
            case SOURCE_TIME -> cell.write(row.source().timestampMicros());
            default -> cell.write(metadata.value(field, row, unavailable));
        }
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
    public long spilledBytes() {
        return file.spilledBytes();
    }

    @Override
    public long writtenBytes() {
        return file.writtenBytes();
    }

    @Override
    public void compress() {
        file.compress();
    }

    @Override
    public void spill() {
        file.spill();
    }

    @Override
    public void flush() {
        file.flushRowGroup();
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public void discard() {
        file.discard();
    }

    private ColumnWriter[] writers(RowLayout layout) throws UnfitRowException {
        if (layout != lastLayout) {
            ColumnWriter[] known = writers.get(layout);
            if (known == null) {
                int widened = file.widened();
                known = file.columns(schemas.of(layout));
                if (file.widened() > widened) {
                    // They write into columns that are no more.
                    writers.clear();
                }
                writers.put(layout, known);
            }
            lastWriters = known;
            lastLayout = layout;
        }
        return lastWriters;
    }
}
