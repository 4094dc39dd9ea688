// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing run of bytes that will be compressed at once: rows of one open file. Its memory counts in its
 * {@link BlockPress}.
 */
public final class Block {
    private static final byte[] NONE = {};
    private static final int SMALLEST = 512;

    private final BlockPress press;
    private byte[] array = NONE;
    private int size;

    Block(BlockPress press) {
        this.press = press;
    }

    /** Bytes put so far. */
    public int size() {
        return size;
    }

    /** Bytes of memory that it holds. */
    public int capacity() {
        return array.length;
    }

    /** Cuts back to an earlier size: what was put since then never was. */
    public void cut(int earlier) {
        size = earlier;
    }

    public void put(int oneByte) {
        room(1)[size++] = (byte) oneByte;
    }

    public void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    public void put(byte[] bytes, int offset, int length) {
        System.arraycopy(bytes, offset, room(length), size, length);
        size += length;
    }

    /** Puts what the buffer has left, without moving it. */
    public void put(ByteBuffer bytes) {
        int length = bytes.remaining();
        bytes.get(bytes.position(), room(length), size, length);
        size += length;
    }

    /** Puts a number in zig-zag form, seven bits to a byte: small ones of either sign are short. */
    public void putZigZag(long number) {
        byte[] out = room(10);
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~0x7FL) != 0) {
            out[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[size++] = (byte) rest;
    }

    public void putIntLittle(int value) {
        byte[] out = room(Integer.BYTES);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out[size++] = (byte) (value >>> shift);
        }
    }

    public void putLongLittle(long value) {
        putIntLittle((int) value);
        putIntLittle((int) (value >>> Integer.SIZE));
    }

    /** Puts text as UTF-8 behind its length in {@linkplain #putZigZag zig-zag} form. */
    public void putText(String text) {
        int length = text.length();
        int start = size;
        putZigZag(length);
        byte[] out = room(length);
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            all |= c;
            out[size + i] = (byte) c;
        }
        if (all < 0x80) {
            size += length;
        } else {
            size = start;
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            putZigZag(utf8.length);
            put(utf8);
        }
    }

    /** Hands the bytes to a sink as they are. */
    public void writeTo(ByteSink sink) {
        sink.write(array, 0, size);
    }

    /** Gives the memory back. */
    public void release() {
        press.count(-array.length);
        array = NONE;
        size = 0;
    }

    byte[] array() {
        return array;
    }

    /** Forgets the bytes; keeps the memory unless one row that was too long made it larger than blocks are. */
    void clear() {
        if (array.length > 2 * press.blockBytes()) {
            release();
        }
        size = 0;
    }

    private byte[] room(int more) {
        if (array.length - size < more) {
            grow(Math.addExact(size, more));
        }
        return array;
    }

    private void grow(int needed) {
        int doubled = Math.max(SMALLEST, (int) Math.min(2L * array.length, Integer.MAX_VALUE - Long.BYTES));
        byte[] larger = Arrays.copyOf(array, Math.max(needed, doubled));
        press.count(larger.length - array.length);
        array = larger;
    }
}
