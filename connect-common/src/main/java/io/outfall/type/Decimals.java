// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Fits decimals, whatever form they came in, to the digits that a column declares. */
final class Decimals {
    private final SemanticType.@Nullable Decimal declared;
    private final ValuePolicies policies;
    private final boolean text;

    /** @param declared the digits, or null where each value has a scale of its own */
    Decimals(SemanticType.@Nullable Decimal declared, ValuePolicies policies) {
        this.declared = declared;
        this.policies = policies;
        this.text = policies.decimalsAsText();
    }

    SemanticType type() {
        if (text) {
            return new SemanticType.Text();
        }
        return declared != null ? declared : new SemanticType.VariableDecimal();
    }

    @Nullable
    Object number(BigDecimal value) {
        if (declared == null) {
            return text ? value.toPlainString() : value;
        }
        if (value.scale() == declared.scale() && value.precision() <= declared.precision()) {
            return text ? value.toPlainString() : value;
        }
        return rescaled(value, declared);
    }

    /** Digits as text, as {@code decimal.handling.mode=string} writes them, and the names of what is no number. */
    @Nullable
    Object digits(String raw) {
        switch (raw) {
            case "NAN", "NaN" -> {
                return notANumber("NaN");
            }
            case "POSITIVE_INFINITY", "Infinity" -> {
                return notANumber("Infinity");
            }
            case "NEGATIVE_INFINITY", "-Infinity" -> {
                return notANumber("-Infinity");
            }
            default -> {}
        }
        BigDecimal value;
        try {
            value = new BigDecimal(raw);
        } catch (NumberFormatException e) {
            UnfitValueException reason = new UnfitValueException("the text is no decimal number");
            return policies.decimal().settle(reason.reason(), reason::rethrow, () -> raw);
        }
        return number(value);
    }

    @Nullable
    Object unscaled(byte[] digits, int scale) {
        return number(new BigDecimal(new BigInteger(digits), scale));
    }

    private @Nullable Object notANumber(String shown) {
        UnfitValueException reason = new UnfitValueException("the decimal is " + shown);
        return policies.notANumber().settle(reason.reason(), reason::rethrow, () -> shown);
    }

    private @Nullable Object rescaled(BigDecimal value, SemanticType.Decimal wanted) {
        BigDecimal rounded = value.setScale(wanted.scale(), RoundingMode.HALF_EVEN);
        boolean exact = rounded.compareTo(value) == 0;
        if (exact && rounded.precision() <= wanted.precision()) {
            return text ? rounded.toPlainString() : rounded;
        }
        String reason = "the decimal has more digits than decimal(" + wanted.precision() + "," + wanted.scale() + ")";
        return policies.decimal().settle(reason, () -> clamped(rounded, wanted), value::toPlainString);
    }

    private Object clamped(BigDecimal rounded, SemanticType.Decimal wanted) {
        BigDecimal nearest = rounded;
        if (rounded.precision() > wanted.precision()) {
            BigInteger nines = BigInteger.TEN.pow(wanted.precision()).subtract(BigInteger.ONE);
            nearest = new BigDecimal(rounded.signum() < 0 ? nines.negate() : nines, wanted.scale());
        }
        return text ? nearest.toPlainString() : nearest;
    }
}
