// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/**
 * Parquet's hybrid of run lengths and bit packing (Encodings.md, RLE = 3), used for levels and dictionary indices. Runs
 * of eight and more become run lengths, the rest is packed in groups of eight.
 */
final class Hybrid {
    private static final int GROUP = 8;

    private final Scratch scratch;

    Hybrid(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Bits that hold 0 to {@code max}. */
    static int widthOf(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    /** Encodes the first {@code count} bytes as numbers. */
    void encode(byte[] values, int count, int width, Bytes out) {
        int[] wide = scratch.ints(count);
        for (int i = 0; i < count; i++) {
            wide[i] = values[i];
        }
        encode(wide, count, width, out);
    }

    /** Encodes the first {@code count} numbers, none of which needs more than {@code width} bits. */
    static void encode(int[] values, int count, int width, Bytes out) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int value = values[at];
            int end = at + 1;
            while (end < count && values[end] == value) {
                end++;
            }
            // A packed stretch that is not the last must be made of whole groups: the run fills it up first.
            int fill = -(at - packedFrom) & (GROUP - 1);
            if (end - at - fill >= GROUP) {
                pack(values, packedFrom, at + fill, width, out);
                run(value, end - at - fill, width, out);
                packedFrom = end;
            }
            at = end;
        }
        pack(values, packedFrom, count, width, out);
    }

    /** Encodes one run. */
    static void run(int value, int times, int width, Bytes out) {
        out.putVarInt(times << 1);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.put(value >>> shift);
        }
    }

    private static void pack(int[] values, int from, int to, int width, Bytes out) {
        if (from == to) {
            return;
        }
        int groups = (to - from + GROUP - 1) / GROUP;
        out.putVarInt((groups << 1) | 1);
        int bytes = groups * width;
        byte[] packed = out.room(bytes + Long.BYTES);
        int at = out.size();
        long bits = 0;
        int held = 0;
        for (int i = from; i < to; i++) {
            bits |= (long) values[i] << held;
            held += width;
            if (held >= Integer.SIZE) {
                LittleEndian.putInt(packed, at, (int) bits);
                at += Integer.BYTES;
                bits >>>= Integer.SIZE;
                held -= Integer.SIZE;
            }
        }
        int end = out.size() + bytes;
        for (; at < end; at++) {
            packed[at] = (byte) bits;
            bits >>>= Byte.SIZE;
        }
        out.size(end);
    }
}
