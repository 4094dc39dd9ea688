// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * Makes pages of what leaves have staged: data pages of version 1, which every reader takes. One per task, with the
 * scratch that all files share.
 */
final class PageEncoder implements AutoCloseable {
    private final PageCodec codec;
    private final int dictionaryBytes;
    private final Encodings encodings;
    private final BloomColumns bloom;
    private final List<String> sorting;
    private final int ordinaryBytes;
    private final Scratch scratch = new Scratch();
    private final Hybrid hybrid = new Hybrid(scratch);
    private final DeltaEncoder deltas = new DeltaEncoder();
    private final CRC32 crc = new CRC32();
    private final Bytes raw;
    private final Bytes compressed;
    private final Bytes header;

    PageEncoder(ParquetOptions options, Account account) {
        this.codec = PageCodec.of(options.compression(), options.level());
        this.dictionaryBytes = options.dictionaryBytes();
        this.encodings = options.encodings();
        this.bloom = options.bloom();
        this.sorting = options.sorting();
        // Room for levels, and for data that compression makes larger.
        this.ordinaryBytes = 2 * options.pageBytes();
        this.raw = new Bytes(account);
        this.compressed = new Bytes(account);
        this.header = new Bytes(account);
    }

    PageCodec codec() {
        return codec;
    }

    /**
     * Makes a page of what a leaf has staged and puts it into the leaf's chunk.
     *
     * @param leaf has at least one entry
     */
    Page encode(Leaf leaf) {
        Chunk chunk = leaf.chunk();
        raw.clear();
        if (leaf.maxRepetition() > 0) {
            leaf.repetitions().encode(leaf.maxRepetition(), hybrid, raw);
        }
        if (leaf.maxDefinition() > 0) {
            leaf.definitions().encode(leaf.maxDefinition(), hybrid, raw);
        }
        if (sorting.contains(leaf.path().get(0))) {
            chunk.order().addPage(leaf);
        }
        Encoding encoding = leaf.valueCount() == 0 ? Encoding.PLAIN : values(leaf);
        DataPageHeader data = new DataPageHeader(leaf.entryCount(), encoding, Encoding.RLE, Encoding.RLE);
        PageHeader pageHeader = new PageHeader(PageType.DATA_PAGE, raw.size(), 0).setData_page_header(data);
        int headerBytes = press(pageHeader);
        chunk.store().append(header);
        chunk.store().append(compressed);
        Bounds bounds = leaf.valueCount() == 0
                ? Bounds.NONE
                : leaf.type().order().bounds(leaf.values().array(), leaf.valueCount());
        Page page = new Page(
                encoding,
                headerBytes + compressed.size(),
                headerBytes + raw.size(),
                leaf.firstRow(),
                leaf.entryCount(),
                leaf.entryCount() - leaf.valueCount(),
                bounds);
        chunk.add(page);
        return page;
    }

    /**
     * Makes the dictionary page of a chunk.
     *
     * @return its size before compression, header included
     */
    int dictionaryPage(Dictionary dictionary, PageStore store) {
        raw.clear();
        raw.put(dictionary.values().array(), 0, dictionary.values().size());
        PageHeader pageHeader = new PageHeader(PageType.DICTIONARY_PAGE, raw.size(), 0)
                .setDictionary_page_header(new DictionaryPageHeader(dictionary.count(), Encoding.PLAIN));
        int headerBytes = press(pageHeader);
        store.append(header);
        store.append(compressed);
        return headerBytes + raw.size();
    }

    /** Appends the values to {@link #raw}. */
    private Encoding values(Leaf leaf) {
        Bytes staged = leaf.values();
        if (leaf.type().physical() == Type.BOOLEAN) {
            packBits(staged.array(), leaf.valueCount());
            return Encoding.PLAIN;
        }
        int[] ids = scratch.ints(leaf.valueCount());
        Dictionary dictionary = leaf.chunk().encode(leaf, dictionaryBytes, ids);
        if (bloom.mostDistinct().containsKey(leaf.path().get(0))) {
            if (dictionary == null) {
                leaf.chunk().hashes().addPage(leaf.type(), staged);
            } else {
                leaf.chunk().hashes().addDictionary(leaf.type(), dictionary.values());
            }
        }
        if (dictionary == null) {
            return withoutDictionary(leaf.type().physical(), staged, leaf.valueCount());
        }
        // Zero bits would do for a single value, but not every reader expects them.
        int width = Math.max(1, Hybrid.widthOf(dictionary.count() - 1));
        raw.put(width);
        Hybrid.encode(ids, leaf.valueCount(), width, raw);
        return Encoding.RLE_DICTIONARY;
    }

    private Encoding withoutDictionary(Type type, Bytes staged, int count) {
        Encoding encoding = encodings == Encodings.DELTA ? deltas.encode(type, staged.array(), count, raw) : null;
        if (encoding == null) {
            raw.put(staged.array(), 0, staged.size());
            return Encoding.PLAIN;
        }
        return encoding;
    }

    /** Booleans are a bit each, the least significant first. */
    private void packBits(byte[] staged, int count) {
        byte[] packed = raw.room(count / Byte.SIZE + 1);
        int at = raw.size();
        int bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= staged[i] << (i & 7);
            if ((i & 7) == 7) {
                packed[at++] = (byte) bits;
                bits = 0;
            }
        }
        if ((count & 7) != 0) {
            packed[at++] = (byte) bits;
        }
        raw.size(at);
    }

    /** Fills {@link #compressed} from {@link #raw} and {@link #header} from both; returns the header's size. */
    private int press(PageHeader pageHeader) {
        compressed.clear();
        byte[] out = compressed.room(codec.blocks().bound(raw.size()));
        compressed.size(codec.blocks().compress(raw.array(), raw.size(), out, 0));
        crc.reset();
        crc.update(out, 0, compressed.size());
        pageHeader.setCompressed_page_size(compressed.size()).setCrc((int) crc.getValue());
        header.clear();
        try {
            Util.writePageHeader(pageHeader, header.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header.size();
    }

    /** Lets go of what an uncommonly large page needed. */
    void trim() {
        scratch.trim();
        deltas.trim();
        raw.trim(ordinaryBytes);
        compressed.trim(ordinaryBytes);
    }

    @Override
    public void close() {
        codec.blocks().close();
        raw.release();
        compressed.release();
        header.release();
    }
}
