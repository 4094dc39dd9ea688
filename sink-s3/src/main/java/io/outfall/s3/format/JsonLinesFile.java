// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.json.JsonWriter;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataValues;
import io.outfall.s3.codec.Block;
import io.outfall.s3.codec.BlockPress;
import io.outfall.s3.codec.ByteSink;
import io.outfall.type.UnfitValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that are compressed block by block: the file is one stream after the other, and nothing of the codec belongs to
 * it alone. Null is written for what is NULL; what the record says nothing of is left out.
 */
final class JsonLinesFile implements RowFile {
    /** Objects beside the block, measured, rounded up. */
    private static final long OVERHEAD = 256;

    private final BlockPress press;
    private final ByteSink sink;
    private final RowSchemas<List<RowColumn>> schemas;
    private final MetadataValues metadata;
    private final JsonWriter json;
    private final Block lines;
    private final List<String> unavailable = new ArrayList<>(0);
    private long rows;
    private long writtenBytes;
    private boolean done;

    JsonLinesFile(
            BlockPress press,
            ByteSink sink,
            RowSchemas<List<RowColumn>> schemas,
            MetadataValues metadata,
            JsonWriter json) {
        this.press = press;
        this.sink = sink;
        this.schemas = schemas;
        this.metadata = metadata;
        this.json = json;
        this.lines = press.block();
    }

    @Override
    public boolean takes(RowLayout layout) throws UnfitRowException {
        schemas.of(layout);
        return true;
    }

    @Override
    public void add(ChangeRow row) throws UnfitRowException {
        schemas.of(row.image().layout());
        json.reset().beginObject();
        line(row, row.image().layout());
        json.endObject();
        lines.put(json.bytes(), 0, json.length());
        lines.put('\n');
        rows++;
        if (lines.size() >= press.blockBytes()) {
            press();
        }
    }

    private void line(ChangeRow row, RowLayout layout) throws UnfitRowException {
        List<Column> columns = layout.columns();
        Object data = row.image().data();
        unavailable.clear();
        int written = 0;
        int at = 0;
        try {
            for (; at < columns.size(); at++) {
                Column column = columns.get(at);
                Object raw = column.raw(data);
                if (raw == CellReader.ABSENT) {
                    continue;
                }
                if (raw != null && column.isUnavailable(raw)) {
                    unavailable.add(column.name());
                } else {
                    json.member(written++, column.name(), column.type(), raw == null ? null : column.decode(raw));
                }
            }
            for (MetadataColumn column : metadata.columns()) {
                Object value = metadata.value(column.field(), row, unavailable);
                json.member(written++, column.name(), column.field().type(), value);
                at++;
            }
        } catch (UnfitValueException | ClassCastException e) {
            throw schemas.unfit(layout, at, e);
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long heldBytes() {
        return lines.capacity() + OVERHEAD;
    }

    @Override
    public long writtenBytes() {
        return writtenBytes;
    }

    /** A block that is compressed need not be held any longer. */
    @Override
    public void compress() {
        flush();
    }

    @Override
    public void flush() {
        press();
        lines.release();
    }

    @Override
    public void close() {
        if (rows == 0 || done) {
            throw new IllegalStateException(done ? "the file is closed" : "the file has no row");
        }
        flush();
        done = true;
    }

    @Override
    public void discard() {
        done = true;
        lines.release();
    }

    private void press() {
        if (lines.size() > 0) {
            writtenBytes += press.press(lines, sink);
        }
    }
}
