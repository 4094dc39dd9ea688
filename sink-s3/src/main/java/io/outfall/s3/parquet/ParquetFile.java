// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.LinkedHashMap;
import java.util.Map;

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

    /** How {@link #columns} would take the columns of a schema. */
    public enum Fit {
        /** The file has all columns, or can still add the missing ones. */
        FITS,
        /** A column is missing and it is too late to add it: a row group is written. */
        TOO_LATE,
        /** A column of that name has another Parquet type in this file. */
        OTHER_TYPE
    }

    private final FileParts parts;
    private final FileOutput out;
    private final Footer footer;
    private final Map<String, FileColumn> columns = new LinkedHashMap<>();
    private long rows;
    private long overhead;
    private boolean done;

    ParquetFile(FileParts parts, FileOutput out) {
        this.parts = parts;
        this.out = out;
        this.footer = new Footer(parts);
    }

    /** Whether {@link #columns} takes that schema. Where it does not, the rows belong into another file. */
    public Fit fit(ParquetSchema schema) {
        Fit fit = Fit.FITS;
        for (ParquetSchema.Entry entry : schema.entries()) {
            if (entry.shape() != null) {
                FileColumn existing = columns.get(entry.column().name());
                if (existing == null) {
                    fit = canAdd() ? fit : Fit.TOO_LATE;
                } else if (!existing.elements().equals(entry.elements())) {
                    return Fit.OTHER_TYPE;
                }
            }
        }
        return fit;
    }

    /** Whether columns can still be added: until the first row group is written. */
    public boolean canAdd() {
        return footer.isEmpty();
    }

    /**
     * The writers of a schema's columns, in its order. Columns that the file does not have are added and are null in
     * the rows so far; columns that the schema does not have are null in rows that are written with it.
     *
     * @throws IllegalStateException unless {@link #fit} says {@link Fit#FITS}
     */
    public ColumnWriter[] columns(ParquetSchema schema) {
        Fit fit = fit(schema);
        if (fit != Fit.FITS) {
            throw new IllegalStateException("the file does not take the columns: " + fit);
        }
        return schema.entries().stream().map(this::writer).toArray(ColumnWriter[]::new);
    }

    private ColumnWriter writer(ParquetSchema.Entry entry) {
        Shape shape = entry.shape();
        if (shape == null) {
            return new ColumnWriter(null, null);
        }
        FileColumn column = columns.computeIfAbsent(entry.column().name(), missing -> {
            FileColumn added = new FileColumn(entry, shape, parts);
            long objects = (long) added.leaves().length * COLUMN_OVERHEAD;
            overhead += objects;
            parts.account().count(objects);
            return added;
        });
        return column.writer(shape);
    }

    /** Ends the row. Ends the row group with it, which goes to the sink, if the file has become large enough. */
    public void endRow() {
        requireOpen();
        parts.progress().endRow();
        rows++;
        if (parts.account().heldBytes() + parts.account().spilledBytes()
                >= parts.options().rowGroupBytes()) {
            flushRowGroup();
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
    }

    /**
     * Moves what is compressed to the disk, as far as that takes it, and gives up dictionaries that hold more than they
     * save. The file stays as good but for the pages that have no dictionary then. Best after {@link #compress()}.
     */
    public void spill() {
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
