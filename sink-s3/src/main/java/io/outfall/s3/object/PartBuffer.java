// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the bytes of one part in pieces that grow with it, so that a small file takes little memory and nothing is
 * ever copied to make room. Filled on the task thread; once handed to a delivery it is only read.
 */
final class PartBuffer implements Body {
    private static final int FIRST_PIECE = 4 << 10;
    // Below half of G1's smallest region: larger arrays would each take whole regions of the heap.
    private static final int LARGEST_PIECE = 256 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private final Checksum kind;
    private final Checksum.Sum sum;
    private final long limit;
    private int roomInLast;
    private long size;
    private long capacity;

    /** One that computes a {@link Checksum#CRC32}. */
    PartBuffer(long limit) {
        this(limit, Checksum.CRC32);
    }

    /**
     * An empty one.
     *
     * @param limit bytes that it takes
     * @param kind the checksum that will be asked for, to be computed while the bytes come
     */
    PartBuffer(long limit, Checksum kind) {
        this.limit = limit;
        this.kind = kind;
        this.sum = kind.start();
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
        sum.update(bytes, offset, taken);
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

    @Override
    public long length() {
        return size;
    }

    @Override
    public byte[] checksum(Checksum wanted) {
        return wanted == kind ? sum.value() : Body.super.checksum(wanted);
    }

    @Override
    public InputStream stream() {
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
