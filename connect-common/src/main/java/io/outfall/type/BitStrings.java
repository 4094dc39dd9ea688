// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.nio.ByteBuffer;

/**
 * Turns Debezium's {@code io.debezium.data.Bits} into the text that SQL shows. Its bytes come in little-endian order
 * and leave out leading zeros, so the length of the column has to say how many there were.
 */
final class BitStrings implements Decoder {
    private final int length;

    /** @param length how many bits the column has, or 0 where every value has its own number of bits */
    BitStrings(int length) {
        this.length = length;
    }

    @Override
    public Object decode(Object raw) {
        ByteBuffer bytes = raw instanceof byte[] array ? ByteBuffer.wrap(array) : ((ByteBuffer) raw).duplicate();
        int highest = bytes.remaining() * 8;
        while (highest > length && !isSet(bytes, highest - 1)) {
            highest--;
        }
        char[] text = new char[Math.max(length, highest)];
        for (int bit = 0; bit < text.length; bit++) {
            text[text.length - 1 - bit] = bit < highest && isSet(bytes, bit) ? '1' : '0';
        }
        return new String(text);
    }

    private static boolean isSet(ByteBuffer bytes, int bit) {
        int index = bit / 8;
        return index < bytes.remaining() && (bytes.get(bytes.position() + index) >> bit % 8 & 1) != 0;
    }
}
