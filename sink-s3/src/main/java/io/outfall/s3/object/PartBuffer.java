// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Collects the bytes of one part in pieces that grow with it, so that a small file takes little memory and nothing is
 * ever copied to make room. Filled on the task thread; once handed to a delivery it is only read.
 */
final class PartBuffer {
    private static final int FIRST_PIECE = 4 << 10;
    // Below half of G1's smallest region: larger arrays would each take whole regions of the heap.
    private static final int LARGEST_PIECE = 256 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private final CRC32 crc32 = new CRC32();
    private final long limit;
    private int roomInLast;
    private long size;
    private long capacity;

    /** @param limit bytes that it takes */
    PartBuffer(long limit) {
        this.limit = limit;
    }

    /** Takes as many bytes as there is room for and returns how many. */
    int write(byte[] bytes, int offset, int length) {
        int taken = (int) Math.min(length, limit - size);
        int done = 0;
        while (done < taken) {
            if (roomInLast == 0) {
                grow();
            }
            byte[] last = pieces.get(pieces.size() - 1);
            int n = Math.min(taken - done, roomInLast);
            System.arraycopy(bytes, offset + done, last, last.length - roomInLast, n);
            roomInLast -= n;
            done += n;
        }
        crc32.update(bytes, offset, taken);
        size += taken;
        return taken;
    }

    boolean isFull() {
        return size == limit;
    }

    /** Bytes taken in. */
    long size() {
        return size;
    }

    /** Bytes of memory that it holds. */
    long capacity() {
        return capacity;
    }

    /** CRC-32 of the bytes, as {@link java.util.zip.CRC32}. */
    int crc32() {
        return (int) crc32.getValue();
    }

    /** The bytes from the start. */
    InputStream stream() {
        return new PieceStream(pieces, size);
    }

    private void grow() {
        long wanted = Math.max(FIRST_PIECE, Math.min(capacity, LARGEST_PIECE));
        byte[] piece = new byte[(int) Math.min(wanted, limit - size)];
        pieces.add(piece);
        roomInLast = piece.length;
        capacity += piece.length;
    }
}
