// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import com.google.protobuf.ByteString;
import io.outfall.type.UnfitValueException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing message in the wire format of protocol buffers ("Encoding", protobuf.dev). One per task. */
final class WireBuffer {
    private static final int FIRST = 1 << 12;
    /** What one row that was too long has made larger is given back. */
    private static final int ORDINARY = 1 << 20;

    private static final int LONGEST_VARINT = 10;
    private static final int CONTINUED = 0x80;
    private static final int GROUP = 7;

    private byte[] bytes = new byte[FIRST];
    private int size;

    /** Starts over. */
    void clear() {
        if (bytes.length > ORDINARY) {
            bytes = new byte[FIRST];
        }
        size = 0;
    }

    /** A copy of what was appended. */
    ByteString copy() {
        return ByteString.copyFrom(bytes, 0, size);
    }

    /** Appends an integer; one below zero takes ten bytes. */
    void putVarint(long value) {
        room(LONGEST_VARINT);
        long rest = value;
        while ((rest & -CONTINUED) != 0) {
            bytes[size++] = (byte) (rest | CONTINUED);
            rest >>>= GROUP;
        }
        bytes[size++] = (byte) rest;
    }

    void putDouble(double value) {
        room(Long.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[size++] = (byte) (bits >> (i * Byte.SIZE));
        }
    }

    /** Appends bytes and, in front of them, how many they are. */
    void putBytes(byte[] value, int length) {
        putVarint(length);
        room(length);
        System.arraycopy(value, 0, bytes, size, length);
        size += length;
    }

    /** Appends the remaining bytes of a buffer, which does not move. */
    void putBytes(ByteBuffer value) {
        int length = value.remaining();
        putVarint(length);
        room(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    /** Appends bytes in the opposite order. */
    void putReversed(byte[] value) {
        putVarint(value.length);
        room(value.length);
        for (int i = value.length - 1; i >= 0; i--) {
            bytes[size++] = value[i];
        }
    }

    /**
     * Appends text in UTF-8.
     *
     * @throws UnfitValueException if it has half of a surrogate pair, which UTF-8 has no form for
     */
    void putText(String text) {
        int length = text.length();
        int start = size;
        putVarint(length);
        room(length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= CONTINUED) {
                size = start;
                putBeyondAscii(text, i);
                return;
            }
            bytes[at++] = (byte) c;
        }
        size = at;
    }

    private void putBeyondAscii(String text, int ascii) {
        int length = Utf8.length(text, ascii);
        putVarint(length);
        room(length);
        Utf8.encode(text, bytes, size);
        size += length;
    }

    /**
     * Begins a nested message, whose length is not known yet.
     *
     * @return what {@link #end} takes
     */
    int begin() {
        room(1);
        size++;
        return size;
    }

    /** Ends a nested message. */
    void end(int start) {
        int length = size - start;
        int more = 0;
        for (int rest = length >>> GROUP; rest != 0; rest >>>= GROUP) {
            more++;
        }
        if (more > 0) {
            // Short messages, which most are, need not be moved.
            room(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
        }
        size = start - 1;
        putVarint(length);
        size += length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
