// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import org.jspecify.annotations.Nullable;

/**
 * The hashes of the values of one column chunk, eight bytes each, for its Bloom filter: how large that must be is known
 * when the chunk ends. Of pages with a dictionary only the values of the dictionary are taken.
 */
final class ValueHashes {
    private final Bytes hashes;
    private int dictionaryBytes;

    ValueHashes(Account account) {
        this.hashes = new Bytes(account);
    }

    /** Takes the values of a page without a dictionary. */
    void addPage(LeafType type, Bytes staged) {
        add(type.width(), staged, 0);
    }

    /** Takes what has been added to the dictionary since the page before. */
    void addDictionary(LeafType type, Bytes values) {
        add(type.width(), values, dictionaryBytes);
        dictionaryBytes = values.size();
    }

    private void add(int width, Bytes values, int from) {
        byte[] array = values.array();
        int at = from;
        while (at < values.size()) {
            int length = width;
            if (width == 0) {
                length = LittleEndian.getInt(array, at);
                at += Integer.BYTES;
            }
            hashes.putLong(XxHash64.hash(array, at, length));
            at += length;
        }
    }

    /**
     * Makes the filter.
     *
     * @return null if there are no values
     */
    @Nullable
    BloomFilter filter(Account account, int mostDistinct, double falsePositives) {
        int count = hashes.size() / Long.BYTES;
        if (count == 0) {
            return null;
        }
        BloomFilter filter = new BloomFilter(account, Math.min(count, mostDistinct), falsePositives);
        for (int i = 0; i < count; i++) {
            filter.add(LittleEndian.getLong(hashes.array(), i * Long.BYTES));
        }
        filter.fold(falsePositives);
        return filter;
    }

    void release() {
        hashes.release();
        dictionaryBytes = 0;
    }
}
