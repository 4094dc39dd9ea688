// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import org.jspecify.annotations.Nullable;

/**
 * Metadata as text or number, whatever a converter made of it: Connect's default header converter turns the text
 * {@code true} into a boolean and {@code 42} into a byte.
 */
final class Scalars {

    private Scalars() {}

    static @Nullable String text(@Nullable Object raw) {
        if (raw == null || raw instanceof String) {
            return (String) raw;
        }
        return raw instanceof Number || raw instanceof Boolean ? raw.toString() : null;
    }

    /** The number, in the object that it came in where that is a long; null for anything that is no whole number. */
    static @Nullable Long number(@Nullable Object raw) {
        if (raw == null || raw instanceof Long) {
            return (Long) raw;
        }
        if (raw instanceof Number number) {
            return number.longValue();
        }
        return raw instanceof String text ? parsed(text) : null;
    }

    private static @Nullable Long parsed(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
