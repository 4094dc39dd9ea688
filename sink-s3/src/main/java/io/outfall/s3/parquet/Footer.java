// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/** Everything of a file that is not a page: row groups as they are written, the page index and the footer. */
final class Footer {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 2;

    private final FileParts parts;
    private final List<RowGroup> rowGroups = new ArrayList<>(1);
    private final PageIndex index;

    Footer(FileParts parts) {
        this.parts = parts;
        this.index = new PageIndex(parts.account());
    }

    /** Whether no row group is written yet. */
    boolean isEmpty() {
        return rowGroups.isEmpty();
    }

    void writeRowGroup(Collection<FileColumn> columns, int rows, FileOutput out) {
        writeMagicFirst(out);
        List<ColumnChunk> chunks = new ArrayList<>();
        long start = out.position();
        long rawBytes = 0;
        for (FileColumn column : columns) {
            for (Leaf leaf : column.leaves()) {
                ColumnChunk chunk = chunk(leaf, out);
                rawBytes += chunk.getMeta_data().getTotal_uncompressed_size();
                chunks.add(chunk);
            }
        }
        RowGroup rowGroup = new RowGroup(chunks, rawBytes, rows)
                .setFile_offset(start)
                .setTotal_compressed_size(out.position() - start);
        List<SortingColumn> sorted = sorted(columns);
        if (!sorted.isEmpty()) {
            rowGroup.setSorting_columns(sorted);
        }
        rowGroups.add(rowGroup);
        writeBloomFilters(columns, chunks, out);
    }

    private ColumnChunk chunk(Leaf leaf, FileOutput out) {
        ChunkWriter writer = new ChunkWriter(leaf, parts.encoder());
        ColumnChunk chunk = writer.write(out);
        if (parts.options().pageIndex()) {
            index.add(leaf, chunk, writer.dataOffset());
        }
        return chunk;
    }

    /**
     * Adds a column that comes late to the row groups that are written: it is null there. Its chunks stand where the
     * file has come to, which the format allows, since a chunk is found by its offset alone.
     *
     * @param column that has nothing yet
     */
    void addMissing(FileColumn column, FileOutput out) {
        for (RowGroup rowGroup : rowGroups) {
            column.endMissing((int) rowGroup.getNum_rows());
            long start = out.position();
            long rawBytes = rowGroup.getTotal_byte_size();
            for (Leaf leaf : column.leaves()) {
                ColumnChunk chunk = chunk(leaf, out);
                rawBytes += chunk.getMeta_data().getTotal_uncompressed_size();
                rowGroup.addToColumns(chunk);
            }
            rowGroup.setTotal_byte_size(rawBytes)
                    .setTotal_compressed_size(rowGroup.getTotal_compressed_size() + out.position() - start);
            column.beginRowGroup();
        }
    }

    /**
     * After a column of one value the next decides; after any other, rows of equal value would have to be looked at.
     */
    private List<SortingColumn> sorted(Collection<FileColumn> columns) {
        List<Leaf> leaves = leaves(columns);
        List<SortingColumn> sorted = new ArrayList<>();
        for (String name : parts.options().sorting()) {
            int at = 0;
            while (at < leaves.size() && !leaves.get(at).path().equals(List.of(name))) {
                at++;
            }
            if (at == leaves.size()) {
                return sorted;
            }
            RowOrder order = leaves.get(at).chunk().order();
            order.claim(at).ifPresent(sorted::add);
            if (!order.isConstant()) {
                return sorted;
            }
        }
        return sorted;
    }

    private void writeBloomFilters(Collection<FileColumn> columns, List<ColumnChunk> chunks, FileOutput out) {
        BloomColumns bloom = parts.options().bloom();
        List<Leaf> leaves = leaves(columns);
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            Integer mostDistinct = bloom.mostDistinct().get(leaf.path().get(0));
            BloomFilter filter = mostDistinct == null
                    ? null
                    : leaf.chunk().hashes().filter(parts.account(), mostDistinct, bloom.falsePositives());
            if (filter != null) {
                long start = out.position();
                filter.write(out, parts.account());
                chunks.get(i).getMeta_data().setBloom_filter_offset(start).setBloom_filter_length((int)
                        (out.position() - start));
            }
        }
    }

    private static List<Leaf> leaves(Collection<FileColumn> columns) {
        return columns.stream()
                .flatMap(column -> Arrays.stream(column.leaves()))
                .toList();
    }

    void write(Collection<FileColumn> columns, long rows, FileOutput out) {
        if (columns.isEmpty()) {
            throw new IllegalStateException("a file without a column");
        }
        writeMagicFirst(out);
        index.write(out);
        List<SchemaElement> schema = new ArrayList<>();
        List<ColumnOrder> orders = new ArrayList<>();
        schema.add(new SchemaElement("row").setNum_children(columns.size()));
        for (FileColumn column : columns) {
            schema.addAll(column.elements());
            for (int i = 0; i < column.leaves().length; i++) {
                orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
            }
        }
        FileMetaData metaData = new FileMetaData(FORMAT_VERSION, schema, rows, rowGroups)
                .setCreated_by(parts.options().createdBy())
                .setColumn_orders(orders)
                .setKey_value_metadata(List.of(new KeyValue(ColumnNotes.KEY).setValue(ColumnNotes.json(columns))));
        Bytes tail = new Bytes(parts.account());
        try {
            Util.writeFileMetaData(metaData, tail.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tail.putInt(tail.size());
        tail.put(MAGIC, 0, MAGIC.length);
        out.write(tail);
        tail.release();
    }

    private static void writeMagicFirst(FileOutput out) {
        if (out.position() == 0) {
            out.write(MAGIC, 0, MAGIC.length);
        }
    }

    void release() {
        rowGroups.clear();
        index.release();
    }
}
