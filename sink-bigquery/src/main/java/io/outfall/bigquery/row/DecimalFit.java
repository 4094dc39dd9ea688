// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.ColumnType;
import io.outfall.bigquery.schema.Kind;
import io.outfall.type.UnfitPolicy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Fits numbers to the digits of one NUMERIC or BIGNUMERIC column, and never rounds unless told to. */
final class DecimalFit {
    private static final int NUMERIC_SCALE = 9;
    private static final int BIGNUMERIC_SCALE = 38;
    /** BIGNUMERIC's numbers are all those of 256 bits. */
    private static final int BIGNUMERIC_BITS = 255;

    private final ColumnType column;
    private final UnfitPolicy policy;
    private final int wireScale;
    /** The largest unscaled value, at the scale of the wire. */
    private final BigInteger limit;

    DecimalFit(ColumnType column, UnfitPolicy policy) {
        this.column = column;
        // Text is what new columns would be then; this one is none.
        this.policy = policy == UnfitPolicy.TEXT ? UnfitPolicy.FAIL : policy;
        this.wireScale = column.kind() == Kind.NUMERIC ? NUMERIC_SCALE : BIGNUMERIC_SCALE;
        boolean all = column.kind() == Kind.BIGNUMERIC && column.precision() == 0;
        BigInteger nines =
                BigInteger.TEN.pow(column.maxWhole() + column.maxScale()).subtract(BigInteger.ONE);
        this.limit = all
                ? BigInteger.ONE.shiftLeft(BIGNUMERIC_BITS).subtract(BigInteger.ONE)
                : nines.multiply(BigInteger.TEN.pow(wireScale - column.maxScale()));
    }

    /**
     * The unscaled value at the scale of the wire: 9 for NUMERIC, 38 for BIGNUMERIC.
     *
     * @return null where the policy makes a number null that does not fit
     * @throws io.outfall.type.UnfitValueException where it rejects the record
     */
    @Nullable
    BigInteger unscaled(BigDecimal value) {
        if (value.signum() == 0) {
            return BigInteger.ZERO;
        }
        // What is too large even without its fraction must not be multiplied out: 1E+1000000000 is a gigabyte of zeros.
        boolean small = (long) value.precision() - value.scale() <= column.maxWhole() + 1L;
        if (small && (value.scale() <= column.maxScale() || isExact(value))) {
            BigInteger unscaled = value.setScale(wireScale).unscaledValue();
            if (unscaled.abs().compareTo(limit) <= 0) {
                return unscaled;
            }
        }
        return (BigInteger) policy.settle(
                "the number has more digits than " + column + " holds", () -> nearest(value, small), value::toString);
    }

    /** The digits after the point on the wire. */
    int scale() {
        return wireScale;
    }

    private boolean isExact(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= column.maxScale();
    }

    private BigInteger nearest(BigDecimal value, boolean small) {
        if ((long) value.scale() - value.precision() > column.maxScale()) {
            return BigInteger.ZERO;
        }
        if (small) {
            BigInteger rounded = value.setScale(column.maxScale(), RoundingMode.HALF_EVEN)
                    .setScale(wireScale)
                    .unscaledValue();
            if (rounded.abs().compareTo(limit) <= 0) {
                return rounded;
            }
        }
        return value.signum() < 0 ? limit.negate() : limit;
    }
}
