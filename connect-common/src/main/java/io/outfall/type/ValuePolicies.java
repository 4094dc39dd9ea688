// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

/**
 * What becomes of values that have no counterpart in most targets. Compiled into the decoders, so that what they hand
 * out fits. Where a policy is {@link UnfitPolicy#TEXT}, the columns that could hold such a value are
 * {@link SemanticType.Text} as a whole.
 *
 * @param infinity an infinite date or timestamp (PostgreSQL); clamped to the first or last moment of {@code years}
 * @param outOfRange a date or timestamp outside {@code years} or of a size that its unit cannot hold, and calendar days
 *     that do not exist (MySQL's zero date, which CLAMP cannot help)
 * @param timeOfDay a time that is no time of day: PostgreSQL's 24:00, MySQL's TIME from -838:59:59 to 838:59:59;
 *     clamped to 00:00 or the last moment of the day
 * @param decimal a decimal with more digits than its column declares; clamped by rounding half to even and then to the
 *     largest number of so many digits
 * @param notANumber NaN or an infinity where a decimal should be; cannot be clamped
 * @param years the years that the target holds
 */
public record ValuePolicies(
        UnfitPolicy infinity,
        UnfitPolicy outOfRange,
        UnfitPolicy timeOfDay,
        UnfitPolicy decimal,
        UnfitPolicy notANumber,
        YearRange years) {

    public ValuePolicies {
        if (notANumber == UnfitPolicy.CLAMP) {
            throw new IllegalArgumentException("there is no number near to NaN");
        }
    }

    /** Every value that does not fit fails its record; any year fits. */
    public static ValuePolicies strict() {
        return all(UnfitPolicy.FAIL);
    }

    /** One policy for all kinds, except that NaN fails where the others are clamped. */
    public static ValuePolicies all(UnfitPolicy policy) {
        UnfitPolicy notANumber = policy == UnfitPolicy.CLAMP ? UnfitPolicy.FAIL : policy;
        return new ValuePolicies(policy, policy, policy, policy, notANumber, YearRange.ANY);
    }

    /** The same for a target that holds other years. */
    public ValuePolicies withYears(YearRange range) {
        return new ValuePolicies(infinity, outOfRange, timeOfDay, decimal, notANumber, range);
    }

    boolean temporalsAsText() {
        return infinity == UnfitPolicy.TEXT || outOfRange == UnfitPolicy.TEXT;
    }

    boolean decimalsAsText() {
        return decimal == UnfitPolicy.TEXT || notANumber == UnfitPolicy.TEXT;
    }
}
