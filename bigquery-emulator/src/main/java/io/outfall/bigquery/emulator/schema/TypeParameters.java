// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import io.outfall.bigquery.emulator.error.Refusal;

/** The rules of {@code STRING(L)}, {@code BYTES(L)}, {@code NUMERIC(P, S)} and {@code BIGNUMERIC(P, S)}. */
final class TypeParameters {

    private TypeParameters() {}

    static void check(Column column) {
        ColumnType type = column.type();
        if (column.maxLength() != null) {
            if (type != ColumnType.STRING && type != ColumnType.BYTES) {
                throw Refusal.invalid("maxLength can only be set on fields of type STRING or BYTES: " + column.name());
            }
            if (column.maxLength() < 1) {
                throw Refusal.invalid("maxLength of field " + column.name() + " must be positive");
            }
        }
        if (column.precision() == null && column.scale() == null) {
            return;
        }
        if (type != ColumnType.NUMERIC && type != ColumnType.BIGNUMERIC) {
            throw Refusal.invalid(
                    "precision and scale can only be set on fields of type NUMERIC or BIGNUMERIC: " + column.name());
        }
        if (column.precision() == null) {
            throw Refusal.invalid("scale without precision on field " + column.name());
        }
        checkDecimal(column, column.precision(), column.scale() == null ? 0 : column.scale());
    }

    private static void checkDecimal(Column column, int precision, int scale) {
        int maxScale = column.type() == ColumnType.NUMERIC ? 9 : 38;
        int maxWhole = column.type() == ColumnType.NUMERIC ? 29 : 38;
        if (scale < 0 || scale > maxScale) {
            throw Refusal.invalid("scale of field " + column.name() + " must be from 0 to " + maxScale);
        }
        if (precision < Math.max(1, scale) || precision > maxWhole + scale) {
            throw Refusal.invalid("precision of field " + column.name() + " must be from " + Math.max(1, scale) + " to "
                    + (maxWhole + scale) + " for scale " + scale);
        }
    }
}
