// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The column chunk in the making of one leaf: its finished pages and its dictionary. */
final class Chunk {
    /** A page without its bytes on the heap, with its bounds as a rule. */
    private static final int PAGE_OVERHEAD = 192;

    private final Account account;
    private final Learned learned;
    private final PageStore store;
    private final PageStore dictionaryPage;
    private final List<Page> pages = new ArrayList<>(0);
    private @Nullable Dictionary dictionary;
    private boolean plain;
    private int rawDictionaryBytes;
    /** What the values of the last page weighed before they were encoded. */
    private int lastStagedBytes;

    private @Nullable ValueHashes hashes;
    private @Nullable RowOrder order;

    Chunk(Account account, Learned learned) {
        this.account = account;
        this.learned = learned;
        this.store = new PageStore(account);
        this.dictionaryPage = new PageStore(account);
    }

    List<Page> pages() {
        return pages;
    }

    PageStore store() {
        return store;
    }

    /**
     * The page of the dictionary that at least one page refers to, once that has ended; without bytes if there is none.
     */
    PageStore dictionaryPage() {
        return dictionaryPage;
    }

    /** Bytes of the dictionary page before compression; 0 if there is none. */
    int rawDictionaryBytes() {
        return rawDictionaryBytes;
    }

    /** The hashes of values so far; only for a leaf with a Bloom filter. */
    ValueHashes hashes() {
        if (hashes == null) {
            hashes = new ValueHashes(account);
        }
        return hashes;
    }

    /** The order of values so far; only for a leaf that may be named as sorted. */
    RowOrder order() {
        if (order == null) {
            order = new RowOrder();
        }
        return order;
    }

    void add(Page page) {
        pages.add(page);
        account.count(PAGE_OVERHEAD);
    }

    /**
     * Tries to replace the values of a page by their numbers in the dictionary.
     *
     * @param maxBytes how large the dictionary may become
     * @param ids receives the numbers
     * @return the dictionary now holding all of them, or null if the page is to stay as it is
     */
    @Nullable
    Dictionary encode(Leaf leaf, int maxBytes, int[] ids) {
        if (plain) {
            return null;
        }
        if (dictionary == null) {
            if (!learned.triesDictionary()) {
                plain = true;
                return null;
            }
            dictionary = new Dictionary(account, leaf.type().width(), maxBytes);
        }
        Dictionary tried = dictionary;
        Bytes values = leaf.values();
        lastStagedBytes = values.size();
        if (tried.encode(values.array(), values.size(), leaf.valueCount(), ids)) {
            return tried;
        }
        plain = true;
        if (tried.count() == 0) {
            learned.dictionaryFailed(leaf.valueCount());
            dropDictionary();
        }
        return null;
    }

    /** Makes the page of the dictionary, if there is one; later pages of the chunk do without. */
    void endDictionary(PageEncoder encoder) {
        if (dictionary != null) {
            rawDictionaryBytes = encoder.dictionaryPage(dictionary, dictionaryPage);
            plain = true;
            dropDictionary();
        }
    }

    /**
     * Moves what is finished to the disk, as far as it takes it, and ends a dictionary that holds more than the values
     * that it saves a page: there is more to gain with longer pages.
     */
    void spill(PageEncoder encoder) {
        if (dictionary != null && dictionary.heldBytes() > lastStagedBytes) {
            endDictionary(encoder);
        }
        dictionaryPage.spill();
        store.spill();
    }

    private void dropDictionary() {
        if (dictionary != null) {
            dictionary.release();
            dictionary = null;
        }
    }

    /** Begins the next row group. */
    void clear() {
        store.release();
        dictionaryPage.release();
        rawDictionaryBytes = 0;
        account.count(-(long) PAGE_OVERHEAD * pages.size());
        pages.clear();
        plain = false;
        order = null;
        if (hashes != null) {
            hashes.release();
            hashes = null;
        }
        dropDictionary();
    }
}
