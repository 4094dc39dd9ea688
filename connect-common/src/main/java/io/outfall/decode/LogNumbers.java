// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import org.jspecify.annotations.Nullable;

/** Reads the numbers of source logs in the texts that connectors write them in. */
final class LogNumbers {

    private LogNumbers() {}

    /**
     * A number of up to 128 bits.
     *
     * @param high the bits above the lower 64
     * @param low the lower 64 bits
     */
    record Hex(long high, long low) {}

    /**
     * The first number of a JSON array of two, {@code ["43308344","43308544"]}.
     *
     * @param otherwise what stands in where there is none, as in {@code [null,"43308544"]}
     */
    static long firstOf(@Nullable String array, long otherwise) {
        if (array == null || array.length() < 3 || array.charAt(1) != '"') {
            return otherwise;
        }
        long number = 0;
        for (int i = 2; i < array.length(); i++) {
            int digit = array.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The digits at the end of a log file's name, {@code mysql-bin.000123}; null where there are none. */
    static @Nullable Long trailing(@Nullable String name) {
        if (name == null) {
            return null;
        }
        int start = name.length();
        while (start > 0 && Character.digit(name.charAt(start - 1), 10) >= 0) {
            start--;
        }
        return start == name.length() || name.length() - start > 18 ? null : Long.valueOf(name.substring(start));
    }

    /**
     * Hexadecimal digits, with or without colons between groups: {@code 00000027:00000ac0:0002}.
     *
     * @param bits how many the number has at most
     * @return null where the text is missing, empty or anything else
     */
    static @Nullable Hex hex(@Nullable String text, int bits) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                continue;
            }
            int digit = Character.digit(c, 16);
            if (digit < 0 || ++digits * 4 > bits) {
                return null;
            }
            high = high << 4 | low >>> 60;
            low = low << 4 | digit;
        }
        return new Hex(high, low);
    }

    /** An unsigned decimal number, as text or number; null where it is neither. */
    static @Nullable Long decimal(@Nullable Object raw) {
        if (raw instanceof String text) {
            try {
                return Long.parseUnsignedLong(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return Scalars.number(raw);
    }
}
