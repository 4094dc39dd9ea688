// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import io.outfall.type.SemanticType;

/**
 * How many digits numbers of a type have at most.
 *
 * @param whole before the point
 * @param scale after it
 */
record Digits(int whole, int scale) {
    /** Of the largest number of 64 bits. */
    private static final Digits INTEGER = new Digits(19, 0);

    static Digits of(SemanticType.Decimal type) {
        return new Digits(Math.max(type.precision() - type.scale(), 0), Math.max(type.scale(), 0));
    }

    /** Of a NUMERIC or BIGNUMERIC column. */
    static Digits of(ColumnType column) {
        return new Digits(column.maxWhole(), column.maxScale());
    }

    static Digits ofIntegers() {
        return INTEGER;
    }

    /** Whether a NUMERIC or BIGNUMERIC column holds all of them. */
    boolean fit(ColumnType column) {
        return whole <= column.maxWhole() && scale <= column.maxScale();
    }
}
