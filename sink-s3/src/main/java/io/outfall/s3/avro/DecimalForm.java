// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.type.SemanticType;

/**
 * How a decimal is written. Avro wants 0 ≤ scale ≤ precision: a scale under 0 is written out with zeros, one over the
 * precision has more digits. More than 38 digits are text, since no number that readers share holds them.
 */
record DecimalForm(int precision, int scale) {
    static final int MAX_DIGITS = 38;

    static DecimalForm of(SemanticType.Decimal type) {
        int scale = Math.max(type.scale(), 0);
        int precision = type.scale() < 0 ? type.precision() - type.scale() : type.precision();
        return new DecimalForm(Math.max(precision, scale), scale);
    }

    boolean isNumber() {
        return precision <= MAX_DIGITS;
    }
}
