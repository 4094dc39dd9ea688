// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

/** The names of PostgreSQL's infinite dates and timestamps. */
final class Infinity {
    private static final String POSITIVE = "infinity";
    private static final String NEGATIVE = "-infinity";

    private Infinity() {}

    static boolean isNamed(String text) {
        return text.equals(POSITIVE) || text.equals(NEGATIVE);
    }

    static boolean isPositive(String text) {
        return text.equals(POSITIVE);
    }

    static String name(boolean positive) {
        return positive ? POSITIVE : NEGATIVE;
    }
}
