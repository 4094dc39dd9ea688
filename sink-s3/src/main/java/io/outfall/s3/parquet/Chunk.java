// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The column chunk in the making of one leaf: its finished pages and its dictionary. */
final class Chunk {
    private final Account account;
    private final Learned learned;
    private final PageStore store;
    private final List<Page> pages = new ArrayList<>(0);
    private @Nullable Dictionary dictionary;
    private boolean plain;
    private @Nullable ValueHashes hashes;
    private @Nullable RowOrder order;

    Chunk(Account account, Learned learned) {
        this.account = account;
        this.learned = learned;
        this.store = new PageStore(account);
    }

    List<Page> pages() {
        return pages;
    }

    PageStore store() {
        return store;
    }

    /** The dictionary that at least one page refers to; null if there is none. */
    @Nullable
    Dictionary dictionary() {
        return dictionary;
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

    private void dropDictionary() {
        if (dictionary != null) {
            dictionary.release();
            dictionary = null;
        }
    }

    /** Begins the next row group. */
    void clear() {
        store.release();
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
