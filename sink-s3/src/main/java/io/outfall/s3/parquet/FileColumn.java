// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/**
 * One column of an open file: its leaves and how many rows of the row group they cover. Rows in which it got no cell
 * are made up for when the next cell comes or the row group ends, so a null costs nothing until then.
 */
final class FileColumn {
    /** A page of less costs more, as an object and in the file, than it frees. */
    private static final int WORTH_COMPRESSING = 1 << 9;
    /** Entries without values weigh nothing, but a reader still has to step over those of a page. */
    private static final int MAX_ENTRIES = 1 << 18;

    private final FileParts parts;
    private final Progress progress;
    private final int pageLimit;
    private final ParquetColumn column;
    private final List<SchemaElement> elements;
    private final Leaf[] leaves;
    /** Rows of the row group covered, the one in the making included if it has a cell here. */
    private int rows;

    FileColumn(ParquetSchema.Entry entry, Shape shape, FileParts parts) {
        this.parts = parts;
        this.progress = parts.progress();
        // A little less than the buffer that holds a page, so that it need not double for the last value.
        this.pageLimit = parts.options().pageBytes() - parts.options().pageBytes() / 16;
        this.column = entry.column();
        this.elements = entry.elements();
        List<Leaf> made = new ArrayList<>();
        shape.bind(new LeafBinder(parts, made), column.name(), FieldRepetitionType.OPTIONAL);
        this.leaves = made.toArray(new Leaf[0]);
    }

    ParquetColumn column() {
        return column;
    }

    List<SchemaElement> elements() {
        return elements;
    }

    Leaf[] leaves() {
        return leaves;
    }

    /**
     * Makes a writer.
     *
     * @param shape of values whose Parquet type is that of this column
     */
    ColumnWriter writer(Shape shape) {
        LeafBinder binder = new LeafBinder(parts, Arrays.asList(leaves));
        return new ColumnWriter(this, shape.bind(binder, column.name(), FieldRepetitionType.OPTIONAL));
    }

    /** Prepares for the cell of the row in the making. */
    void beginCell() {
        int row = progress.rows();
        if (rows != row) {
            cover(row);
        }
        for (Leaf leaf : leaves) {
            if (leaf.values().size() >= pageLimit || leaf.entryCount() >= MAX_ENTRIES) {
                endPage(leaf, row);
            }
            leaf.mark();
        }
        rows = row + 1;
    }

    /** Makes up for rows without a cell. */
    private void cover(int row) {
        if (rows > row) {
            throw new IllegalStateException("the row has a cell in column " + column.name() + " already");
        }
        for (Leaf leaf : leaves) {
            int missing = row - rows;
            while (missing > 0) {
                int some = Math.min(missing, Math.max(1, MAX_ENTRIES - leaf.entryCount()));
                leaf.missingRows(some);
                missing -= some;
                if (leaf.entryCount() >= MAX_ENTRIES) {
                    endPage(leaf, row - missing);
                }
            }
        }
        rows = row;
    }

    /** Takes back the cell of the row in the making, if there is one. */
    void abandonCell() {
        if (rows > progress.rows()) {
            for (Leaf leaf : leaves) {
                leaf.reset();
            }
            rows--;
        }
    }

    /** Ends the pages in the making at the end of the row group; no row is in the making. */
    void endPages() {
        endPages(0);
    }

    /** Ends the pages in the making that hold much, for want of memory; no row is in the making. */
    void compress() {
        endPages(WORTH_COMPRESSING);
    }

    private void endPages(int over) {
        cover(progress.rows());
        for (Leaf leaf : leaves) {
            if (over == 0 || leaf.stagedBytes() > over) {
                endPage(leaf, rows);
                leaf.releaseBuffers();
            }
        }
    }

    /** Moves what is finished to the disk. */
    void spill() {
        for (Leaf leaf : leaves) {
            leaf.chunk().spill(parts.encoder());
        }
    }

    private void endPage(Leaf leaf, int rowsCovered) {
        if (leaf.entryCount() > 0) {
            progress.endPage(parts.encoder().encode(leaf));
            leaf.beginPage(rowsCovered);
            leaf.trim(parts.options().pageBytes());
        }
    }

    /** Begins the next row group. */
    void beginRowGroup() {
        rows = 0;
        for (Leaf leaf : leaves) {
            leaf.beginRowGroup();
        }
    }
}
