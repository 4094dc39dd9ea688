// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.List;

/** Finished pages of one column chunk, waiting for the row group to end. Grows by blocks and never moves a byte. */
final class PageStore {
    private static final int LARGEST_BLOCK = 1 << 16;

    private final Account account;
    private final List<byte[]> blocks = new ArrayList<>(0);
    private int usedOfLast;
    private long size;

    PageStore(Account account) {
        this.account = account;
    }

    long size() {
        return size;
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

    /** The first block fits what is first put, so that small files stay small; later ones grow with what is there. */
    private byte[] addBlock(int needed) {
        byte[] block = account.take(Math.min(LARGEST_BLOCK, (int) Math.max(needed, size / 2)));
        blocks.add(block);
        usedOfLast = 0;
        return block;
    }

    /** Hands all bytes on and gives the blocks back. */
    void drain(FileOutput out) {
        long left = size;
        for (byte[] block : blocks) {
            int length = (int) Math.min(left, block.length);
            out.write(block, 0, length);
            left -= length;
        }
        release();
    }

    void release() {
        blocks.forEach(account::give);
        blocks.clear();
        size = 0;
        usedOfLast = 0;
    }
}
