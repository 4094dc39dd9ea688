// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.type.UnfitValueException;

/** Text as UTF-8, strictly: what a String can hold and UTF-8 cannot is refused and not replaced. */
final class Utf8 {

    private Utf8() {}

    /**
     * The length of a text in UTF-8.
     *
     * @param ascii so many characters at the beginning are known to be ASCII
     * @throws UnfitValueException if it has half of a surrogate pair
     */
    static int length(String text, int ascii) {
        long length = text.length();
        for (int i = ascii; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                length += 2;
                if (Character.isSurrogate(c)) {
                    if (!Character.isHighSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        throw new UnfitValueException("the text has half of a surrogate pair");
                    }
                    // Two characters, four bytes.
                    i++;
                }
            } else if (c >= 0x80) {
                length++;
            }
        }
        if (length > Integer.MAX_VALUE) {
            throw new UnfitValueException("the text is too long");
        }
        return (int) length;
    }

    /** Writes a text that {@link #length} has found to be sound. */
    static void encode(String text, byte[] bytes, int start) {
        int at = start;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                if (Character.isHighSurrogate((char) c)) {
                    c = Character.toCodePoint((char) c, text.charAt(++i));
                    bytes[at++] = (byte) (0xF0 | (c >> 18));
                    bytes[at++] = (byte) (0x80 | ((c >> 12) & 0x3F));
                } else {
                    bytes[at++] = (byte) (0xE0 | (c >> 12));
                }
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
    }
}
