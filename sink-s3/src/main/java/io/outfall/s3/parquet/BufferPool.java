// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The byte arrays of one task. Sizes are powers of two from 64 bytes, so that what one file gives back fits the next;
 * arrays come out dirty.
 */
final class BufferPool {
    static final int SMALLEST = 64;
    private static final int SMALLEST_BITS = 6;
    /** Arrays over this size are too rare to be kept. */
    private static final int LARGEST = 1 << 22;

    private final List<ArrayDeque<byte[]>> idle = new ArrayList<>();
    private final long maxIdleBytes;
    private long idleBytes;
    private long heldBytes;

    BufferPool(long maxIdleBytes) {
        this.maxIdleBytes = maxIdleBytes;
        for (int size = SMALLEST; size <= LARGEST; size <<= 1) {
            idle.add(new ArrayDeque<>(0));
        }
    }

    /** An array of at least that many bytes, with any content. */
    byte[] take(int atLeast) {
        int size = sizeFor(atLeast);
        heldBytes += size;
        byte @Nullable [] kept = size <= LARGEST ? idleOf(size).pollFirst() : null;
        if (kept == null) {
            return new byte[size];
        }
        idleBytes -= size;
        return kept;
    }

    /** Takes back an array that {@link #take} handed out. */
    void give(byte[] bytes) {
        heldBytes -= bytes.length;
        if (bytes.length <= LARGEST && idleBytes + bytes.length <= maxIdleBytes) {
            idleOf(bytes.length).addFirst(bytes);
            idleBytes += bytes.length;
        }
    }

    /** Counts bytes that takers have without this pool, or takes them off again where negative. */
    void count(long bytes) {
        heldBytes += bytes;
    }

    /** Bytes handed out and not yet given back, and those that were {@linkplain #count counted}. */
    long heldBytes() {
        return heldBytes;
    }

    /** Bytes kept for the next taker. */
    long idleBytes() {
        return idleBytes;
    }

    private ArrayDeque<byte[]> idleOf(int size) {
        return idle.get(Integer.numberOfTrailingZeros(size) - SMALLEST_BITS);
    }

    private static int sizeFor(int atLeast) {
        if (atLeast <= SMALLEST) {
            return SMALLEST;
        }
        int size = Integer.highestOneBit(atLeast - 1) << 1;
        // Over 1 GiB there is no power of two left that an array can have.
        return size > 0 ? size : atLeast;
    }
}
