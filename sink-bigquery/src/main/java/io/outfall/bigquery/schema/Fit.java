// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** How many of the values of a type a column takes without any change to them. */
public enum Fit {
    NONE,
    /** It depends on the value; the others are refused as they come. */
    SOME,
    ALL;

    Fit and(Fit other) {
        return compareTo(other) < 0 ? this : other;
    }
}
