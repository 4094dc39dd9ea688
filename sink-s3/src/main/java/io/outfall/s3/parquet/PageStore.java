// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.s3.spill.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finished pages of one column chunk, waiting for the row group to end. Grows by blocks and never moves a byte, but to
 * the disk: what is there precedes what is on the heap.
 */
final class PageStore {
    static final int LARGEST_BLOCK = 1 << 16;
    /** Less on the heap than this is not worth a place on the disk. */
    private static final int WORTH_SPILLING = 1 << 8;

    private final Account account;
    private final List<Extent> spilled = new ArrayList<>(0);
    private final List<byte[]> blocks = new ArrayList<>(0);
    private int usedOfLast;
    /** Bytes in {@link #blocks}. */
    private long size;

    PageStore(Account account) {
        this.account = account;
    }

    void append(byte[] bytes, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            byte[] last = blocks.isEmpty() ? addBlock(left) : blocks.get(blocks.size() - 1);
            if (usedOfLast == last.length) {
                last = addBlock(left);
            }
            int fits = Math.min(left, last.length - usedOfLast);
            System.arraycopy(bytes, at, last, usedOfLast, fits);
            usedOfLast += fits;
            at += fits;
            left -= fits;
        }
        size += length;
    }

    void append(Bytes bytes) {
        append(bytes.array(), 0, bytes.size());
    }

    /** The first block fits what is first put, so that small files stay small; later ones grow with what is there. */
    private byte[] addBlock(int needed) {
        byte[] block = account.take(Math.min(LARGEST_BLOCK, (int) Math.max(needed, size / 2)));
        blocks.add(block);
        usedOfLast = 0;
        return block;
    }

    /** Moves the bytes from the heap to the disk, as far as it takes them. */
    void spill() {
        if (size < WORTH_SPILLING) {
            return;
        }
        while (!blocks.isEmpty()) {
            byte[] block = blocks.get(0);
            int length = blocks.size() == 1 ? usedOfLast : block.length;
            Optional<Extent> extent = account.spill(block, length);
            if (extent.isEmpty()) {
                return;
            }
            spilled.add(extent.get());
            blocks.remove(0);
            account.give(block);
            size -= length;
        }
    }

    /** Hands all bytes on and gives blocks and disk back. */
    void drain(FileOutput out) {
        for (Extent extent : spilled) {
            byte[] block = account.take(extent.length());
            account.read(extent, block);
            out.write(block, 0, extent.length());
            account.give(block);
        }
        long left = size;
        for (byte[] block : blocks) {
            int length = (int) Math.min(left, block.length);
            out.write(block, 0, length);
            left -= length;
        }
        release();
    }

    void release() {
        spilled.forEach(account::free);
        spilled.clear();
        blocks.forEach(account::give);
        blocks.clear();
        size = 0;
        usedOfLast = 0;
    }
}
