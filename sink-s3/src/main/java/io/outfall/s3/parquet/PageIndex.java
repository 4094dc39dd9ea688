// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Column and offset indexes (PageIndex.md), which let readers skip pages. Kept in their written form until the file
 * ends, all column indexes before all offset indexes.
 */
final class PageIndex {
    private static final byte[] NO_VALUE = {};

    private final Bytes columnIndexes;
    private final Bytes offsetIndexes;
    private final List<Place> places = new ArrayList<>();

    PageIndex(Account account) {
        this.columnIndexes = new Bytes(account);
        this.offsetIndexes = new Bytes(account);
    }

    /** Where the indexes of a chunk begin, counted from the first of their kind. */
    private record Place(ColumnChunk chunk, int columnIndexAt, int offsetIndexAt) {}

    void add(Leaf leaf, ColumnChunk chunk, long dataOffset) {
        int columnIndexAt = columnIndexes.size();
        int offsetIndexAt = offsetIndexes.size();
        try {
            ColumnIndex columnIndex = columnIndex(leaf);
            if (columnIndex != null) {
                Util.writeColumnIndex(columnIndex, columnIndexes.stream());
                chunk.setColumn_index_length(columnIndexes.size() - columnIndexAt);
            }
            Util.writeOffsetIndex(offsetIndex(leaf, dataOffset), offsetIndexes.stream());
            chunk.setOffset_index_length(offsetIndexes.size() - offsetIndexAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        places.add(new Place(chunk, columnIndexAt, offsetIndexAt));
    }

    void write(FileOutput out) {
        long columnIndexesAt = out.position();
        out.write(columnIndexes);
        long offsetIndexesAt = out.position();
        out.write(offsetIndexes);
        for (Place place : places) {
            if (place.chunk.isSetColumn_index_length()) {
                place.chunk.setColumn_index_offset(columnIndexesAt + place.columnIndexAt);
            }
            place.chunk.setOffset_index_offset(offsetIndexesAt + place.offsetIndexAt);
        }
    }

    void release() {
        columnIndexes.release();
        offsetIndexes.release();
        places.clear();
    }

    private static OffsetIndex offsetIndex(Leaf leaf, long dataOffset) {
        List<PageLocation> locations = new ArrayList<>();
        long offset = dataOffset;
        for (Page page : leaf.chunk().pages()) {
            locations.add(new PageLocation(offset, page.bytes(), page.firstRow()));
            offset += page.bytes();
        }
        return new OffsetIndex(locations);
    }

    /** Null where a page has values but no bounds, which the index has no way to say. */
    private static @Nullable ColumnIndex columnIndex(Leaf leaf) {
        List<Boolean> nullPages = new ArrayList<>();
        List<ByteBuffer> mins = new ArrayList<>();
        List<ByteBuffer> maxes = new ArrayList<>();
        List<Long> nulls = new ArrayList<>();
        List<Long> nans = new ArrayList<>();
        for (Page page : leaf.chunk().pages()) {
            byte[] min = page.isAllNull() ? NO_VALUE : page.bounds().min();
            byte[] max = page.isAllNull() ? NO_VALUE : page.bounds().max();
            if (min == null || max == null) {
                return null;
            }
            nullPages.add(page.isAllNull());
            mins.add(ByteBuffer.wrap(min));
            maxes.add(ByteBuffer.wrap(max));
            nulls.add((long) page.nulls());
            nans.add(page.bounds().nans());
        }
        ColumnIndex index = new ColumnIndex(nullPages, mins, maxes, boundaryOrder(leaf)).setNull_counts(nulls);
        Type type = leaf.type().physical();
        return type == Type.FLOAT || type == Type.DOUBLE ? index.setNan_counts(nans) : index;
    }

    private static BoundaryOrder boundaryOrder(Leaf leaf) {
        ValueOrder order = leaf.type().order();
        boolean rising = true;
        boolean falling = true;
        Bounds before = Bounds.NONE;
        for (Page page : leaf.chunk().pages()) {
            Bounds bounds = page.bounds();
            byte[] min = bounds.min();
            byte[] max = bounds.max();
            if (min != null && max != null) {
                if (before.min() != null && before.max() != null) {
                    int mins = order.compare(before.min(), min);
                    int maxes = order.compare(before.max(), max);
                    rising &= mins <= 0 && maxes <= 0;
                    falling &= mins >= 0 && maxes >= 0;
                }
                before = bounds;
            }
        }
        return rising ? BoundaryOrder.ASCENDING : falling ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }
}
