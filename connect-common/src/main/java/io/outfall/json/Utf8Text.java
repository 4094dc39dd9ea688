// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing text, kept as UTF-8, so that what is written to a file or a request is never a {@link String} between. */
final class Utf8Text {
    private static final int FIRST = 512;
    /** What one value that was too long has made larger is given back. */
    private static final int ORDINARY = 1 << 20;

    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_ESCAPE = 6;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[FIRST];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        if (bytes.length > ORDINARY) {
            bytes = new byte[FIRST];
        }
        size = 0;
    }

    /** Appends one character of ASCII. */
    void ascii(char c) {
        room(1);
        bytes[size++] = (byte) c;
    }

    /** Appends text of ASCII only. */
    void ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    /** Appends characters of ASCII. */
    void ascii(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    /** Appends a number in decimal digits. */
    void number(long value) {
        room(LONGEST_NUMBER);
        if (value == Long.MIN_VALUE) {
            ascii(Long.toString(value));
            return;
        }
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long limit = 10; digits < 19 && rest >= limit; limit *= 10) {
            digits++;
        }
        digits(rest, digits);
    }

    /** Appends the last digits of a number that is not negative, zeros in front included. */
    void digits(long value, int count) {
        room(count);
        long rest = value;
        for (int i = size + count - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += count;
    }

    /** Appends text as it is, line breaks as blanks. */
    void line(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            room(Integer.BYTES);
            if (c >= 0x80) {
                i += beyondAscii(text, i, c);
            } else {
                bytes[size++] = c == '\n' || c == '\r' ? (byte) ' ' : (byte) c;
            }
        }
    }

    /** Appends text as JSON has it between quotes. */
    void escaped(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80 && c >= ' ' && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else {
                // Room for this one, and for one byte of each that comes after it.
                room(LONGEST_ESCAPE + length - i);
                i += c >= 0x80 ? beyondAscii(text, i, c) : escape(c);
            }
        }
    }

    private int escape(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                ascii("u00");
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 15];
            }
        }
        return 0;
    }

    /**
     * Appends a character beyond ASCII, half a pair as a question mark.
     *
     * @return how many more characters of the text it took
     */
    private int beyondAscii(String text, int at, char c) {
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
            return 0;
        }
        if (!Character.isSurrogate(c)) {
            bytes[size++] = (byte) (0xE0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
            return 0;
        }
        int point = text.codePointAt(at);
        if (point == c) {
            bytes[size++] = '?';
            return 0;
        }
        bytes[size++] = (byte) (0xF0 | (point >> 18));
        bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
        return 1;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
