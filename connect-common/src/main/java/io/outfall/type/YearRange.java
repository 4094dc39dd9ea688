// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.time.LocalDate;
import java.time.Year;

/**
 * The years that a target can hold.
 *
 * @param first the first year, proleptic Gregorian; 0 is 1 BC
 * @param last the last year, inclusive
 */
public record YearRange(int first, int last) {
    /** As far as the numbers reach. */
    public static final YearRange ANY = new YearRange(Year.MIN_VALUE, Year.MAX_VALUE);

    /** What SQL demands, and BigQuery and most readers hold: 0001 to 9999. */
    public static final YearRange SQL = new YearRange(1, 9999);

    public YearRange {
        if (first > last) {
            throw new IllegalArgumentException("the years end before they begin");
        }
    }

    long firstDay() {
        return LocalDate.of(first, 1, 1).toEpochDay();
    }

    long lastDay() {
        return LocalDate.of(last, 12, 31).toEpochDay();
    }

    /** What an infinite value is moved to: an end of this range, or of {@link #SQL} where this one has no end. */
    YearRange finite() {
        return equals(ANY) ? SQL : this;
    }
}
