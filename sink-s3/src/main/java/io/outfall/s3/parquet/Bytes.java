// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A growing run of bytes whose array comes from the pool. Holds no array until the first byte. The array is handed out
 * to encoders of this package, which read it up to {@link #size()}.
 */
final class Bytes {
    private static final byte[] NONE = {};
    /** Longer text is faster through an array of its own, made by vector instructions, and rare. */
    private static final int SHORT_TEXT = 128;

    private final Account account;
    private byte[] array = NONE;
    private int size;

    Bytes(Account account) {
        this.account = account;
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    /** Cuts back to an earlier size, or on to one whose bytes were written into the array directly. */
    void size(int newSize) {
        size = newSize;
    }

    void clear() {
        size = 0;
    }

    /** Gives the array back if it is larger than what is ordinarily needed. */
    void trim(int ordinary) {
        if (array.length > ordinary) {
            release();
        }
    }

    /** Gives the array back. */
    void release() {
        if (array != NONE) {
            account.give(array);
            array = NONE;
        }
        size = 0;
    }

    /** Makes room for that many more bytes and returns the array to write them into. */
    byte[] room(int more) {
        if (array.length - size < more) {
            grow(more);
        }
        return array;
    }

    private void grow(int more) {
        int needed = Math.addExact(size, more);
        byte[] larger = account.take(needed);
        System.arraycopy(array, 0, larger, 0, size);
        if (array != NONE) {
            account.give(array);
        }
        array = larger;
    }

    void put(int oneByte) {
        room(1)[size++] = (byte) oneByte;
    }

    void putInt(int value) {
        LittleEndian.putInt(room(4), size, value);
        size += 4;
    }

    void putLong(long value) {
        LittleEndian.putLong(room(8), size, value);
        size += 8;
    }

    void put(byte[] bytes, int offset, int length) {
        System.arraycopy(bytes, offset, room(length), size, length);
        size += length;
    }

    void put(ByteBuffer bytes) {
        int length = bytes.remaining();
        bytes.get(bytes.position(), room(length), size, length);
        size += length;
    }

    /** Puts the UTF-8 form after its length in four bytes, as PLAIN has it. */
    void putUtf8(String text) {
        int length = text.length();
        if (length > SHORT_TEXT || !putAscii(text, length)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            putInt(utf8.length);
            put(utf8, 0, utf8.length);
        }
    }

    /** As {@link #putUtf8}, without an array in between; puts nothing if there is more than ASCII. */
    @SuppressWarnings("deprecation") // What that getBytes does wrong is beyond ASCII.
    private boolean putAscii(String text, int length) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= text.charAt(i);
        }
        if (all > 0x7F) {
            return false;
        }
        byte[] out = room(Integer.BYTES + length);
        LittleEndian.putInt(out, size, length);
        text.getBytes(0, length, out, size + Integer.BYTES);
        size += Integer.BYTES + length;
        return true;
    }

    /** Puts an unsigned LEB128 number. */
    void putVarInt(int value) {
        putVarLong(Integer.toUnsignedLong(value));
    }

    /** Puts an unsigned LEB128 number of up to 64 bits. */
    void putVarLong(long value) {
        byte[] out = room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[size++] = (byte) rest;
    }

    /** Puts a number in the four or eight bytes of an integer, or in an array of any other length. */
    void putNumber(BigInteger value, int width) {
        if (width == Integer.BYTES) {
            putInt(value.intValue());
        } else if (width == Long.BYTES) {
            putLong(value.longValue());
        } else {
            byte[] digits = value.toByteArray();
            fill(value.signum() < 0 ? 0xFF : 0, width - digits.length);
            put(digits, 0, digits.length);
        }
    }

    /** Fills with one byte. */
    void fill(int oneByte, int times) {
        byte[] out = room(times);
        java.util.Arrays.fill(out, size, size + times, (byte) oneByte);
        size += times;
    }

    /** A stream that appends here. */
    OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int oneByte) {
                put(oneByte);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                put(bytes, offset, length);
            }
        };
    }
}
