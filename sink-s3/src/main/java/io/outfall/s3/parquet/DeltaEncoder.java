// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** The delta encodings (Encodings.md 5, 6 and 7). One per task, since it keeps scratch. */
final class DeltaEncoder {
    /** What parquet-java and Arrow write; readers are fastest at what they know. */
    private static final int BLOCK = 128;

    private static final int MINIBLOCK = 32;
    private static final int KEPT = 1 << 18;
    private static final long[] NONE = {};

    private final long[] deltas = new long[BLOCK];
    private long[] numbers = NONE;

    /**
     * Appends the values of a page.
     *
     * @param staged in PLAIN form
     * @return the encoding, or null if there is none for that type and nothing was appended
     */
    @Nullable
    Encoding encode(Type type, byte[] staged, int count, Bytes out) {
        return switch (type) {
            case INT32, INT64 -> {
                long[] values = numbers(count);
                boolean narrow = type == Type.INT32;
                for (int i = 0; i < count; i++) {
                    values[i] = narrow
                            ? LittleEndian.getInt(staged, i * Integer.BYTES)
                            : LittleEndian.getLong(staged, i * Long.BYTES);
                }
                integers(values, count, narrow, out);
                yield Encoding.DELTA_BINARY_PACKED;
            }
            case BYTE_ARRAY -> slices(staged, count, out);
            default -> null;
        };
    }

    /** Lets go of what an uncommonly large page needed. */
    void trim() {
        if (numbers.length > KEPT) {
            numbers = NONE;
        }
    }

    private long[] numbers(int count) {
        if (numbers.length < count) {
            numbers = new long[Math.max(count, Math.min(numbers.length * 2, KEPT))];
        }
        return numbers;
    }

    private Encoding slices(byte[] staged, int count, Bytes out) {
        long[] lengths = numbers(count);
        long shared = 0;
        int bytes = 0;
        int before = 0;
        for (int i = 0; i < count; i++) {
            lengths[i] = i == 0 ? 0 : commonPrefix(staged, before, bytes);
            shared += lengths[i];
            before = bytes;
            bytes += Integer.BYTES + LittleEndian.getInt(staged, bytes);
        }
        // Front compression costs the reader a copy per value: it has to be worth that.
        boolean fronted = shared > bytes / 4;
        if (fronted) {
            integers(lengths, count, true, out);
        }
        int at = 0;
        for (int i = 0; i < count; i++) {
            int length = LittleEndian.getInt(staged, at);
            lengths[i] = fronted ? length - lengths[i] : length;
            at += Integer.BYTES + length;
        }
        integers(lengths, count, true, out);
        at = 0;
        for (int i = 0; i < count; i++) {
            at += Integer.BYTES + LittleEndian.getInt(staged, at);
            out.put(staged, at - (int) lengths[i], (int) lengths[i]);
        }
        return fronted ? Encoding.DELTA_BYTE_ARRAY : Encoding.DELTA_LENGTH_BYTE_ARRAY;
    }

    private static int commonPrefix(byte[] staged, int left, int right) {
        int leftFrom = left + Integer.BYTES;
        int rightFrom = right + Integer.BYTES;
        int shorter = Math.min(LittleEndian.getInt(staged, left), LittleEndian.getInt(staged, right));
        int differ = Arrays.mismatch(staged, leftFrom, leftFrom + shorter, staged, rightFrom, rightFrom + shorter);
        return differ < 0 ? shorter : differ;
    }

    /** DELTA_BINARY_PACKED; narrow numbers are of 32 bits and wrap around there. */
    private void integers(long[] values, int count, boolean narrow, Bytes out) {
        out.putVarInt(BLOCK);
        out.putVarInt(BLOCK / MINIBLOCK);
        out.putVarInt(count);
        putZigZag(values[0], out);
        for (int from = 1; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < size; i++) {
                long delta = values[from + i] - values[from + i - 1];
                deltas[i] = narrow ? (int) delta : delta;
                least = Math.min(least, deltas[i]);
            }
            putZigZag(least, out);
            block(least, size, out);
        }
    }

    private void block(long least, int size, Bytes out) {
        int widthsAt = out.size();
        out.fill(0, BLOCK / MINIBLOCK);
        for (int from = 0; from < size; from += MINIBLOCK) {
            int to = Math.min(from + MINIBLOCK, size);
            long all = 0;
            for (int i = from; i < to; i++) {
                deltas[i] -= least;
                all |= deltas[i];
            }
            // The last one is written whole whatever its values.
            Arrays.fill(deltas, to, from + MINIBLOCK, 0);
            int width = Long.SIZE - Long.numberOfLeadingZeros(all);
            out.array()[widthsAt + from / MINIBLOCK] = (byte) width;
            pack(from, width, out);
        }
    }

    /** Packs one miniblock, 32 times the width in bits, the least significant first. */
    private void pack(int from, int width, Bytes out) {
        int bytes = MINIBLOCK / Byte.SIZE * width;
        byte[] packed = out.room(bytes + Long.BYTES);
        int at = out.size();
        long bits = 0;
        int held = 0;
        for (int i = from; i < from + MINIBLOCK; i++) {
            long value = deltas[i];
            bits |= value << held;
            held += width;
            if (held >= Long.SIZE) {
                LittleEndian.putLong(packed, at, bits);
                at += Long.BYTES;
                held -= Long.SIZE;
                bits = held == 0 ? 0 : value >>> (width - held);
            }
        }
        if (held > 0) {
            LittleEndian.putLong(packed, at, bits);
        }
        out.size(out.size() + bytes);
    }

    private static void putZigZag(long value, Bytes out) {
        out.putVarLong((value << 1) ^ (value >> 63));
    }
}
