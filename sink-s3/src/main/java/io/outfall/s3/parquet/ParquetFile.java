// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.SemanticType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file being written, row by row:
 *
 * <pre>{@code
 * ColumnWriter[] columns = file.columns(schema);   // again only when the schema changes
 * columns[0].writeLong(offset);
 * columns[1].write(value);                         // no call: null
 * file.endRow();                                   // or abandonRow(), and the row never was
 * ...
 * file.close();
 * }</pre>
 *
 * <p>A file that is not wanted any more is left with {@link #discard()}. Made by {@link Workbench#open}.
 */
public final class ParquetFile {
    /** Objects of a column that no pool counts; measured, rounded up. */
    private static final int COLUMN_OVERHEAD = 512;

    /** What compression makes of a byte before a page of the row group has shown it. */
    private static final double GUESSED_RATE = 0.5;

    private final FileParts parts;
    private final FileOutput out;
    private final Footer footer;
    private final Map<String, FileColumn> columns = new LinkedHashMap<>();
    private final Function<ParquetColumn, SemanticType> types;
    private int widened;
    private long rows;
    private long overhead;
    private boolean done;

    ParquetFile(FileParts parts, Function<ParquetColumn, SemanticType> types, FileOutput out) {
        this.parts = parts;
        this.types = types;
        this.out = out;
        this.footer = new Footer(parts);
    }

    /**
     * Whether {@link #columns} takes that schema. It does not if a column would have to become another or a wider one,
     * and it is too late for that since pages of it have ended. Then the rows belong into another file.
     */
    public boolean takes(ParquetSchema schema) {
        for (ParquetSchema.Entry entry : schema.entries()) {
            FileColumn known = columns.get(entry.column().name());
            if (known != null && !known.holds(entry.type()) && widened(known, entry) == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * The writers of a schema's columns, in its order. Columns that the file does not have are added and are null in
     * the rows so far; columns that the schema does not have are null in rows that are written with it. If
     * {@link #widened()} counts on, earlier writers must not be used any more.
     *
     * @throws IllegalStateException unless the file {@link #takes} it
     */
    public ColumnWriter[] columns(ParquetSchema schema) {
        if (!takes(schema)) {
            throw new IllegalStateException("the file does not take the columns");
        }
        return schema.entries().stream().map(this::writer).toArray(ColumnWriter[]::new);
    }

    /** How often a column was replaced by a wider one. */
    public int widened() {
        return widened;
    }

    private ColumnWriter writer(ParquetSchema.Entry entry) {
        FileColumn column = column(entry);
        Shape fed = column == null ? null : entry.into(column.type());
        return column == null || fed == null ? new ColumnWriter(null, null) : column.writer(fed);
    }

    /** The column that values go into, added or widened if need be; null if nothing is known of it yet. */
    private @Nullable FileColumn column(ParquetSchema.Entry entry) {
        FileColumn known = columns.get(entry.column().name());
        if (known == null) {
            return added(entry);
        }
        if (known.holds(entry.type())) {
            return known;
        }
        FileColumn wider = widened(known, entry);
        if (wider != null) {
            wider.takeOver(known);
            columns.put(entry.column().name(), wider);
            widened++;
        }
        return wider;
    }

    private @Nullable FileColumn added(ParquetSchema.Entry entry) {
        ParquetColumn column = entry.column().withType(types.apply(entry.column()));
        Shape shape = column.type().equals(entry.type()) ? entry.shape() : ParquetTypes.shape(column.type());
        if (shape == null) {
            return null;
        }
        FileColumn added = new FileColumn(column, shape, parts);
        columns.put(column.name(), added);
        long objects = (long) added.leaves().length * COLUMN_OVERHEAD;
        overhead += objects;
        parts.account().count(objects);
        footer.addMissing(added, out);
        return added;
    }

    /** A column that holds values of both, and nothing yet; null if it could not take over what is there. */
    private @Nullable FileColumn widened(FileColumn known, ParquetSchema.Entry entry) {
        ParquetColumn column = entry.column();
        SemanticType type =
                ParquetSchema.UNION.of(known.type(), types.apply(column)).orElse(null);
        Shape shape = type == null ? null : ParquetTypes.shape(type);
        return type != null && shape != null && footer.isEmpty() && known.canWiden(shape)
                ? new FileColumn(column.withType(type), shape, parts)
                : null;
    }

    /** Ends the row. Ends the row group with it, which goes to the sink, if the file has become large enough. */
    public void endRow() {
        requireOpen();
        parts.progress().endRow();
        rows++;
        if (heldBytes() + spilledBytes() + parts.encoder().awayBytes()
                >= parts.options().rowGroupBytes()) {
            // Only what is there decides, so that a file does not depend on how fast workers are.
            parts.encoder().takeBack();
            if (heldBytes() + spilledBytes() >= parts.options().rowGroupBytes()) {
                flushRowGroup();
            }
        }
    }

    /** Takes back the cells since the last {@link #endRow()}: nothing is left of them. */
    public void abandonRow() {
        for (FileColumn column : columns.values()) {
            column.abandonCell();
        }
    }

    /** Ends the page in the making of each column. */
    public void endPages() {
        columns.values().forEach(FileColumn::endPages);
    }

    /**
     * Compresses what is staged, where that is worth a page. The file stays as good, with some shorter pages, and holds
     * several times less.
     */
    public void compress() {
        columns.values().forEach(FileColumn::compress);
        parts.encoder().takeBack();
    }

    /**
     * Moves what is compressed to the disk, as far as that takes it, and gives up dictionaries that hold more than they
     * save. The file stays as good but for the pages that have no dictionary then. Best after {@link #compress()}.
     */
    public void spill() {
        parts.encoder().takeBack();
        columns.values().forEach(FileColumn::spill);
    }

    /** Ends the row group, which goes to the sink: the file then holds next to nothing. */
    public void flushRowGroup() {
        int rowCount = parts.progress().rows();
        if (rowCount == 0) {
            return;
        }
        endPages();
        footer.writeRowGroup(columns.values(), rowCount, out);
        columns.values().forEach(FileColumn::beginRowGroup);
        parts.progress().beginRowGroup();
        parts.encoder().trim();
    }

    /**
     * Ends the file: row group, indexes and footer go to the sink.
     *
     * @throws IllegalStateException if no column was ever added, which no reader takes, or the file is closed
     */
    public void close() {
        requireOpen();
        flushRowGroup();
        footer.write(columns.values(), rows, out);
        discard();
    }

    private void requireOpen() {
        if (done) {
            throw new IllegalStateException("the file is closed");
        }
    }

    /** Gives the buffers back and forgets the rows. Safe after {@link #close()}. */
    public void discard() {
        done = true;
        columns.values().forEach(FileColumn::beginRowGroup);
        parts.progress().beginRowGroup();
        footer.release();
        parts.account().count(-overhead);
        overhead = 0;
    }

    /** Rows ended. */
    public long rows() {
        return rows;
    }

    /** Bytes that went to the sink. */
    public long writtenBytes() {
        return out.position();
    }

    /**
     * How long the file would be if it ended now: what went to the sink, what is compressed already, and what is staged
     * at the rate that this row group's pages were compressed at.
     */
    public long expectedBytes() {
        Progress progress = parts.progress();
        long staged = Math.max(0, heldBytes() + spilledBytes() - overhead - progress.pageBytes());
        double rate =
                progress.rawPageBytes() == 0 ? GUESSED_RATE : (double) progress.pageBytes() / progress.rawPageBytes();
        return out.position() + progress.pageBytes() + (long) (staged * rate);
    }

    /** What the file has on the heap, in bytes. */
    public long heldBytes() {
        return parts.account().heldBytes();
    }

    /** What the file has on the disk until its row group ends, in bytes. */
    public long spilledBytes() {
        return parts.account().spilledBytes();
    }
}
