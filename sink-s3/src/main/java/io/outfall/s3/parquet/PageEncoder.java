// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.List;
import java.util.concurrent.Executor;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;

/**
 * Makes pages of what leaves have staged: data pages of version 1, which every reader takes. One per task, with the
 * scratch that all files share. Long pages are compressed by workers, a few at a time, and come back in the order in
 * which they were made: when their press is needed again, or when {@link #takeBack()} is called.
 */
final class PageEncoder implements AutoCloseable {
    /** Two workers are busy while the task thread fills the third. */
    private static final int PRESSES = 3;
    /** Less is compressed in the time that it takes to wake a worker. */
    private static final int WORTH_A_WORKER = 1 << 14;

    private final int dictionaryBytes;
    private final Encodings encodings;
    private final BloomColumns bloom;
    private final List<String> sorting;
    private final int ordinaryBytes;
    private final Scratch scratch = new Scratch();
    private final Hybrid hybrid = new Hybrid(scratch);
    private final DeltaEncoder deltas = new DeltaEncoder();
    private final CompressionCodec codec;
    private final Executor workers;
    /** In the order of their pages from {@link #turn} on. */
    private final Press[] presses = new Press[PRESSES];

    private int turn;
    private long awayBytes;

    PageEncoder(ParquetOptions options, Account account, Executor workers) {
        this.workers = workers;
        this.dictionaryBytes = options.dictionaryBytes();
        this.encodings = options.encodings();
        this.bloom = options.bloom();
        this.sorting = options.sorting();
        // Room for levels, and for data that compression makes larger.
        this.ordinaryBytes = 2 * options.pageBytes();
        PageCodec first = PageCodec.of(options.compression(), options.level());
        this.codec = first.name();
        presses[0] = new Press(first.blocks(), account);
        for (int i = 1; i < PRESSES; i++) {
            presses[i] = new Press(
                    PageCodec.of(options.compression(), options.level()).blocks(), account);
        }
    }

    CompressionCodec codec() {
        return codec;
    }

    /**
     * Makes a page of what a leaf has staged. It comes to the leaf's chunk when it is compressed.
     *
     * @param leaf has at least one entry
     * @param progress of its file, which gets to know of the page when it is there
     */
    void encode(Leaf leaf, Progress progress) {
        Chunk chunk = leaf.chunk();
        Press press = freePress();
        Bytes raw = press.fill();
        if (leaf.maxRepetition() > 0) {
            leaf.repetitions().encode(leaf.maxRepetition(), hybrid, raw);
        }
        if (leaf.maxDefinition() > 0) {
            leaf.definitions().encode(leaf.maxDefinition(), hybrid, raw);
        }
        if (sorting.contains(leaf.path().get(0))) {
            chunk.order().addPage(leaf);
        }
        Encoding encoding = leaf.valueCount() == 0 ? Encoding.PLAIN : values(leaf, raw);
        DataPageHeader data = new DataPageHeader(leaf.entryCount(), encoding, Encoding.RLE, Encoding.RLE);
        PageHeader pageHeader = new PageHeader(PageType.DATA_PAGE, raw.size(), 0).setData_page_header(data);
        Bounds bounds = leaf.valueCount() == 0
                ? Bounds.NONE
                : leaf.type().order().bounds(leaf.values().array(), leaf.valueCount());
        int firstRow = leaf.firstRow();
        int entries = leaf.entryCount();
        int nulls = entries - leaf.valueCount();
        Runnable whenBack = () -> {
            Page page = new Page(encoding, press.bytes(), press.rawBytes(), firstRow, entries, nulls, bounds);
            chunk.add(page);
            progress.endPage(page);
        };
        press.send(pageHeader, chunk.store(), whenBack, raw.size() < WORTH_A_WORKER ? Runnable::run : workers);
        awayBytes += press.awayBytes();
    }

    /**
     * Makes the dictionary page of a chunk.
     *
     * @return its size before compression, header included
     */
    int dictionaryPage(Dictionary dictionary, PageStore store) {
        Press press = freePress();
        Bytes raw = press.fill();
        raw.put(dictionary.values().array(), 0, dictionary.values().size());
        PageHeader pageHeader = new PageHeader(PageType.DICTIONARY_PAGE, raw.size(), 0)
                .setDictionary_page_header(new DictionaryPageHeader(dictionary.count(), Encoding.PLAIN));
        press.send(pageHeader, store, () -> {}, Runnable::run);
        press.takeBack();
        return press.rawBytes();
    }

    /** Waits until the pages of all files are in their chunks. */
    void takeBack() {
        for (int i = 0; i < PRESSES; i++) {
            freePress();
        }
    }

    /** The most that chunks may come to hold by what is being compressed. */
    long awayBytes() {
        return awayBytes;
    }

    /** Has pages that are being compressed come nowhere. */
    void forget(PageStore store) {
        for (Press press : presses) {
            press.forget(store);
        }
    }

    /** The press whose turn it is, which gives away the page that it had. */
    private Press freePress() {
        Press press = presses[turn];
        long away = press.awayBytes();
        press.takeBack();
        awayBytes -= away;
        turn = (turn + 1) % PRESSES;
        return press;
    }

    /** Appends the values of a leaf. */
    private Encoding values(Leaf leaf, Bytes raw) {
        Bytes staged = leaf.values();
        if (leaf.type().physical() == Type.BOOLEAN) {
            packBits(staged.array(), leaf.valueCount(), raw);
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
            return withoutDictionary(leaf.type().physical(), staged, leaf.valueCount(), raw);
        }
        // Zero bits would do for a single value, but not every reader expects them.
        int width = Math.max(1, Hybrid.widthOf(dictionary.count() - 1));
        raw.put(width);
        Hybrid.encode(ids, leaf.valueCount(), width, raw);
        return Encoding.RLE_DICTIONARY;
    }

    private Encoding withoutDictionary(Type type, Bytes staged, int count, Bytes raw) {
        Encoding encoding = encodings == Encodings.DELTA ? deltas.encode(type, staged.array(), count, raw) : null;
        if (encoding == null) {
            raw.put(staged.array(), 0, staged.size());
            return Encoding.PLAIN;
        }
        return encoding;
    }

    /** Booleans are a bit each, the least significant first. */
    private static void packBits(byte[] staged, int count, Bytes raw) {
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

    /** Lets go of what an uncommonly large page needed; all pages have been {@linkplain #takeBack taken back}. */
    void trim() {
        scratch.trim();
        deltas.trim();
        for (Press press : presses) {
            press.trim(ordinaryBytes);
        }
    }

    @Override
    public void close() {
        for (Press press : presses) {
            press.close();
        }
    }
}
