// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import org.jspecify.annotations.Nullable;

/**
 * Writes the cells of one column of one file, at most one per row; a row without a cell has null there. A cell that
 * throws leaves the row half written: {@link ParquetFile#abandonRow()} takes it back.
 */
public final class ColumnWriter {
    private final @Nullable FileColumn column;
    private final @Nullable Node node;

    ColumnWriter(@Nullable FileColumn column, @Nullable Node node) {
        this.column = column;
        this.node = node;
    }

    /**
     * Writes a canonical value of the column's semantic type; null is the same as no call. Of a column of which nothing
     * is known the file has nothing: such a value can only be a list or map without elements.
     *
     * @throws io.outfall.type.UnfitValueException if the column's Parquet type cannot hold the value
     * @throws ClassCastException if it is no canonical value of the type
     * @throws IllegalStateException if the row has a cell in this column already
     */
    public void write(@Nullable Object value) {
        if (value != null && node != null) {
            begin().write(value, 0);
        }
    }

    /** As {@link #write} for integers, dates, times, timestamps and durations. */
    public void writeLong(long value) {
        begin().writeLong(value);
    }

    /** As {@link #write} for booleans. */
    public void writeBoolean(boolean value) {
        begin().writeBoolean(value);
    }

    private Node begin() {
        if (column == null || node == null) {
            throw new ClassCastException("a column of which nothing is known holds a value");
        }
        column.beginCell();
        return node;
    }
}
