// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Reads the pieces of a {@link PartBuffer} one after the other. */
final class PieceStream extends InputStream {
    private final List<byte[]> pieces;
    private long left;
    private int piece;
    private int position;

    PieceStream(List<byte[]> pieces, long size) {
        this.pieces = pieces;
        this.left = size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        byte[] from = pieces.get(piece);
        int n = (int) Math.min(Math.min(length, from.length - position), left);
        System.arraycopy(from, position, target, offset, n);
        left -= n;
        position += n;
        if (position == from.length) {
            piece++;
            position = 0;
        }
        return n;
    }

    @Override
    public int available() {
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
