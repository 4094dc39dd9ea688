// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.value;

import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** NUMERIC and BIGNUMERIC. More digits after the point than the column has are refused, where BigQuery may round. */
public final class Decimals {

    private static final int NUMERIC_SCALE = 9;
    private static final int BIGNUMERIC_SCALE = 38;
    private static final BigInteger NUMERIC_LIMIT = BigInteger.TEN.pow(38);

    private Decimals() {}

    /** Reads the little-endian two's complement of the unscaled value, as the Storage Write interface takes it. */
    public static Object ofBytes(Column column, byte[] littleEndian) {
        boolean numeric = column.type() == ColumnType.NUMERIC;
        if (littleEndian.length == 0 || littleEndian.length > (numeric ? 16 : 32)) {
            throw new BadValue(
                    "Invalid " + column.type() + ": " + littleEndian.length + " bytes are too few or too many");
        }
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return bounded(column, new BigDecimal(new BigInteger(bigEndian), numeric ? NUMERIC_SCALE : BIGNUMERIC_SCALE));
    }

    /** Reads a decimal literal. */
    public static Object ofText(Column column, String text) {
        try {
            return bounded(column, new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new BadValue("Invalid " + column.type() + " value: " + text);
        }
    }

    /** The value as the column keeps it: a BigDecimal of scale 9, or of BIGNUMERIC the digits as text. */
    public static Object bounded(Column column, BigDecimal value) {
        boolean numeric = column.type() == ColumnType.NUMERIC;
        BigDecimal exact;
        try {
            exact = value.setScale(numeric ? NUMERIC_SCALE : BIGNUMERIC_SCALE, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new BadValue("Invalid " + column.type() + " value: " + value + " has more digits after the point");
        }
        BigInteger unscaled = exact.unscaledValue();
        if (numeric ? unscaled.abs().compareTo(NUMERIC_LIMIT) >= 0 : unscaled.bitLength() > 255) {
            throw new BadValue("Invalid " + column.type() + " value: " + value + " is out of range");
        }
        checkPrecision(column, value.stripTrailingZeros());
        return numeric ? exact : plain(exact);
    }

    /** The digits of a BIGNUMERIC as the emulator keeps and shows them. */
    public static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static void checkPrecision(Column column, BigDecimal value) {
        if (column.precision() == null) {
            return;
        }
        int scale = column.scale() == null ? 0 : column.scale();
        if (value.scale() > scale || value.precision() - value.scale() > column.precision() - scale) {
            throw new BadValue("Value " + value.toPlainString() + " does not fit " + column.typeText());
        }
    }
}
