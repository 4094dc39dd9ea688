// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.value;

import io.outfall.bigquery.emulator.schema.Column;

/** The bounds of {@code STRING(L)}, counted in characters of Unicode, and {@code BYTES(L)}. */
public final class Lengths {

    private Lengths() {}

    public static String bounded(Column column, String text) {
        if (column.maxLength() != null && text.codePointCount(0, text.length()) > column.maxLength()) {
            throw tooLong(column, text.codePointCount(0, text.length()));
        }
        return text;
    }

    public static byte[] bounded(Column column, byte[] bytes) {
        if (column.maxLength() != null && bytes.length > column.maxLength()) {
            throw tooLong(column, bytes.length);
        }
        return bytes;
    }

    private static BadValue tooLong(Column column, int length) {
        return new BadValue("Value of length " + length + " does not fit " + column.typeText());
    }
}
