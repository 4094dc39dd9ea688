// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte arrays of any length, compared as unsigned bytes. Long bounds are cut short, a greatest value upwards.
 *
 * @param text whether the bytes are UTF-8, which must stay UTF-8 when cut
 */
record BytesOrder(boolean text) implements ValueOrder {
    /** Enough to tell most values apart; the number is parquet-java's for its column index. */
    static final int MAX_BOUND = 64;

    @Override
    public Bounds bounds(byte[] staged, int count) {
        int min = 0;
        int max = 0;
        long minPrefix = prefix(staged, 0);
        long maxPrefix = minPrefix;
        int at = 0;
        for (int i = 0; i < count; i++) {
            // The first eight bytes decide nearly always, and in a register.
            long prefix = prefix(staged, at);
            if (prefix <= minPrefix && (prefix < minPrefix || compare(staged, at, min) < 0)) {
                min = at;
                minPrefix = prefix;
            }
            if (prefix >= maxPrefix && (prefix > maxPrefix || compare(staged, at, max) > 0)) {
                max = at;
                maxPrefix = prefix;
            }
            at += Integer.BYTES + LittleEndian.getInt(staged, at);
        }
        return cut(value(staged, min), value(staged, max));
    }

    @Override
    public int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    /** The first eight bytes of a value, zeros where it has fewer, as a number that compares signed as they do. */
    private static long prefix(byte[] staged, int at) {
        int length = LittleEndian.getInt(staged, at);
        int from = at + Integer.BYTES;
        long bits = 0;
        if (from + Long.BYTES <= staged.length) {
            bits = LittleEndian.getLongBigEndian(staged, from);
            if (length < Long.BYTES) {
                bits = length == 0 ? 0 : bits & (-1L << ((Long.BYTES - length) * Byte.SIZE));
            }
        } else {
            for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
                bits |= (staged[from + i] & 0xFFL) << ((Long.BYTES - 1 - i) * Byte.SIZE);
            }
        }
        return bits ^ Long.MIN_VALUE;
    }

    private static int compare(byte[] staged, int left, int right) {
        int leftFrom = left + Integer.BYTES;
        int rightFrom = right + Integer.BYTES;
        return Arrays.compareUnsigned(
                staged,
                leftFrom,
                leftFrom + LittleEndian.getInt(staged, left),
                staged,
                rightFrom,
                rightFrom + LittleEndian.getInt(staged, right));
    }

    private static byte[] value(byte[] staged, int at) {
        int from = at + Integer.BYTES;
        return Arrays.copyOfRange(staged, from, from + LittleEndian.getInt(staged, at));
    }

    private Bounds cut(byte[] min, byte[] max) {
        byte[] lower = min.length <= MAX_BOUND ? min : Arrays.copyOf(min, boundary(min, MAX_BOUND));
        byte[] upper = max;
        boolean exactMax = true;
        if (max.length > MAX_BOUND) {
            byte[] raised = raised(Arrays.copyOf(max, boundary(max, MAX_BOUND)));
            exactMax = raised == null;
            upper = raised == null ? max : raised;
        }
        return new Bounds(lower, upper, lower == min, exactMax, 0);
    }

    /** Where to cut so that no more than {@code at} bytes stay and no character is split. */
    private int boundary(byte[] value, int at) {
        int end = at;
        while (text && end > 0 && (value[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    /** The least value of at most this length that is greater than all that begin like this one; null if none is. */
    private byte @Nullable [] raised(byte[] value) {
        int end = value.length;
        while (end > 0) {
            int last = boundary(value, end - 1);
            byte[] higher = text ? nextCharacter(value, last, end) : nextByte(value, last);
            if (higher != null) {
                return higher;
            }
            end = last;
        }
        return null;
    }

    private static byte @Nullable [] nextByte(byte[] value, int at) {
        if (value[at] == (byte) 0xFF) {
            return null;
        }
        byte[] higher = Arrays.copyOf(value, at + 1);
        higher[at]++;
        return higher;
    }

    private static byte @Nullable [] nextCharacter(byte[] value, int from, int to) {
        int character = new String(value, from, to - from, java.nio.charset.StandardCharsets.UTF_8).codePointAt(0);
        if (character == Character.MAX_CODE_POINT) {
            return null;
        }
        // Surrogates are no characters of their own in UTF-8.
        int next = character + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : character + 1;
        byte[] encoded = Character.toString(next).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] higher = Arrays.copyOf(value, from + encoded.length);
        System.arraycopy(encoded, 0, higher, from, encoded.length);
        return higher;
    }
}
