// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.type.UnfitPolicy;
import io.outfall.type.ValuePolicies;
import io.outfall.type.YearRange;
import java.util.List;

/**
 * The keys of {@link ValuePolicies}.
 *
 * @param years what the target holds
 */
record ValueSection(YearRange years) implements Section<ValuePolicies> {
    private static final Key<UnfitPolicy> INFINITY = policy(
            "values.infinity",
            "An infinite date or timestamp of PostgreSQL. `clamp` makes it the first or the last moment.");
    private static final Key<UnfitPolicy> OUT_OF_RANGE = policy(
            "values.out.of.range",
            "A date or timestamp of a year that the target does not hold, and days that the calendar has not, such as MySQL's "
                    + "zero date, which `clamp` cannot help.");
    private static final Key<UnfitPolicy> TIME_OF_DAY = policy(
            "values.time.of.day",
            "A time that is no time of day: PostgreSQL's 24:00, MySQL's `TIME` below 00:00 or from 24:00. `clamp` makes it "
                    + "00:00 or the last moment of the day.");
    private static final Key<UnfitPolicy> DECIMAL = policy(
            "values.decimal",
            "A decimal with more digits than its column declares. `clamp` rounds half to even, then takes the largest number "
                    + "of so many digits.");
    private static final Key<UnfitPolicy> NOT_A_NUMBER = Key.oneOf(
                    "values.not.a.number", List.of(UnfitPolicy.FAIL, UnfitPolicy.NULL, UnfitPolicy.TEXT))
            .doc("NaN or an infinity where a decimal should be. There is no number near to it to `clamp` to.")
            .defaultsTo(UnfitPolicy.FAIL);

    private static Key<UnfitPolicy> policy(String name, String what) {
        return Key.oneOf(name, UnfitPolicy.class).doc(what).defaultsTo(UnfitPolicy.FAIL);
    }

    @Override
    public String title() {
        return "Values that do not fit";
    }

    @Override
    public String about() {
        return "What becomes of values that have no counterpart in most targets: `fail` rejects the record, `null` writes NULL, "
                + "`clamp` writes the nearest value that fits, `text` makes the whole column text.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(INFINITY, OUT_OF_RANGE, TIME_OF_DAY, DECIMAL, NOT_A_NUMBER);
    }

    @Override
    public ValuePolicies read(Values values) {
        return new ValuePolicies(
                values.get(INFINITY),
                values.get(OUT_OF_RANGE),
                values.get(TIME_OF_DAY),
                values.get(DECIMAL),
                values.get(NOT_A_NUMBER),
                years);
    }
}
