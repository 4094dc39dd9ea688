// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.format.BloomFilterAlgorithm;
import org.apache.parquet.format.BloomFilterCompression;
import org.apache.parquet.format.BloomFilterHash;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.SplitBlockAlgorithm;
import org.apache.parquet.format.Uncompressed;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.XxHash;

/**
 * A split-block Bloom filter (BloomFilter.md of the format): blocks of eight words of 32 bits, in each of which a value
 * sets one bit. The number of blocks is a power of two, since some readers take no other.
 */
final class BloomFilter {
    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };
    private static final int WORDS = 8;
    private static final int BLOCK = WORDS * Integer.BYTES;
    /** The most that readers take. */
    private static final int LARGEST = 1 << 27;

    private final Bytes bits;
    private int blocks;

    /**
     * An empty filter.
     *
     * @param distinct how many distinct values it is for
     * @param falsePositives the share of other values that it then takes for one of them
     */
    BloomFilter(Account account, int distinct, double falsePositives) {
        this.bits = new Bytes(account);
        this.blocks = blocksFor(distinct, falsePositives);
        bits.fill(0, blocks * BLOCK);
    }

    private static int blocksFor(double distinct, double falsePositives) {
        double bitsNeeded = -WORDS * distinct / Math.log(1 - Math.pow(falsePositives, 1.0 / WORDS));
        int bytesNeeded = (int) Math.min(LARGEST, bitsNeeded / Byte.SIZE);
        return Math.max(1, Integer.highestOneBit(Math.max(1, bytesNeeded - 1)) * 2 / BLOCK);
    }

    void add(long hash) {
        byte[] array = bits.array();
        int at = (int) (((hash >>> 32) * blocks) >>> 32) * BLOCK;
        for (int salt : SALT) {
            LittleEndian.putInt(array, at, LittleEndian.getInt(array, at) | (1 << (((int) hash * salt) >>> 27)));
            at += Integer.BYTES;
        }
    }

    /** Makes the filter as small as the values that it turned out to hold allow. */
    void fold(double falsePositives) {
        int wanted = blocksFor(distinct(), falsePositives);
        while (blocks > wanted) {
            halve();
        }
    }

    /** How many distinct values were added, by how full the filter is. */
    private double distinct() {
        long set = 0;
        for (int at = 0; at < bits.size(); at += Long.BYTES) {
            set += Long.bitCount(LittleEndian.getLong(bits.array(), at));
        }
        double free = 1 - set / ((double) blocks * BLOCK * Byte.SIZE);
        return blocks * Math.log(Math.max(free, Double.MIN_NORMAL)) / Math.log1p(-1.0 / Integer.SIZE);
    }

    /** With half as many blocks, the values of two neighbours share one. */
    private void halve() {
        byte[] array = bits.array();
        blocks /= 2;
        for (int block = 0; block < blocks; block++) {
            for (int word = 0; word < BLOCK; word += Integer.BYTES) {
                int left = block * 2 * BLOCK + word;
                int both = LittleEndian.getInt(array, left) | LittleEndian.getInt(array, left + BLOCK);
                LittleEndian.putInt(array, block * BLOCK + word, both);
            }
        }
        bits.size(blocks * BLOCK);
    }

    /** Writes header and bits and gives the memory back. */
    void write(FileOutput out, Account account) {
        Bytes start = new Bytes(account);
        BloomFilterHeader header = new BloomFilterHeader(
                bits.size(),
                BloomFilterAlgorithm.BLOCK(new SplitBlockAlgorithm()),
                BloomFilterHash.XXHASH(new XxHash()),
                BloomFilterCompression.UNCOMPRESSED(new Uncompressed()));
        try {
            Util.writeBloomFilterHeader(header, start.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write(start);
        out.write(bits);
        start.release();
        bits.release();
    }
}
