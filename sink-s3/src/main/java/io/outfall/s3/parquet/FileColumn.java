// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.SemanticType;
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
    private final Shape shape;
    private final Leaf[] leaves;
    /** Rows of the row group covered, the one in the making included if it has a cell here. */
    private int rows;

    /** @param column of the type that it has in this file, which the shape is for */
    FileColumn(ParquetColumn column, Shape shape, FileParts parts) {
        this.parts = parts;
        this.progress = parts.progress();
        // A little less than the buffer that holds a page, so that it need not double for the last value.
        this.pageLimit = parts.options().pageBytes() - parts.options().pageBytes() / 16;
        this.column = column;
        this.shape = shape;
        List<Leaf> made = new ArrayList<>();
        shape.bind(new LeafBinder(parts, made), column.name(), FieldRepetitionType.OPTIONAL);
        this.leaves = made.toArray(new Leaf[0]);
    }

    ParquetColumn column() {
        return column;
    }

    SemanticType type() {
        return column.type();
    }

    /** Whether it holds all values of that type. */
    boolean holds(SemanticType other) {
        return ParquetSchema.UNION.holds(column.type(), other);
    }

    /** The column in the footer's schema. */
    List<SchemaElement> elements() {
        return shape.elements(column.name());
    }

    /** Whether a wider column could {@linkplain #takeOver take over}: while no page has ended. */
    boolean canWiden(Shape wider) {
        parts.encoder().takeBack();
        return Arrays.stream(leaves).allMatch(leaf -> leaf.chunk().pages().isEmpty())
                && names(wider).equals(names(shape));
    }

    private List<String> names(Shape of) {
        return of.elements(column.name()).stream().map(SchemaElement::getName).toList();
    }

    /** Takes over the rows so far of a narrower column. */
    void takeOver(FileColumn narrower) {
        for (int i = 0; i < leaves.length; i++) {
            leaves[i].takeOver(narrower.leaves[i]);
        }
        rows = narrower.rows;
    }

    Leaf[] leaves() {
        return leaves;
    }

    /**
     * Makes a writer.
     *
     * @param fed how its values reach the leaves of this column
     */
    ColumnWriter writer(Shape fed) {
        LeafBinder binder = new LeafBinder(parts, Arrays.asList(leaves));
        return new ColumnWriter(this, fed.bind(binder, column.name(), FieldRepetitionType.OPTIONAL));
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

    /** Makes pages of so many rows without a value, as of a row group that began before the column did. */
    void endMissing(int rowCount) {
        cover(rowCount);
        for (Leaf leaf : leaves) {
            endPage(leaf, rowCount);
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
            parts.encoder().encode(leaf, progress);
            leaf.beginPage(rowsCovered);
            leaf.trim(parts.options().pageBytes());
        }
    }

    /** Begins the next row group. */
    void beginRowGroup() {
        rows = 0;
        for (Leaf leaf : leaves) {
            parts.encoder().forget(leaf.chunk().store());
            leaf.beginRowGroup();
        }
    }
}
