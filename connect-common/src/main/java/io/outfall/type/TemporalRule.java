// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.regex.Pattern;

/**
 * Gives back their meaning to dates and times that lost the name of their type on the way, as bare numbers or text.
 * Applies to columns whose schema has no name.
 *
 * @param columns matches the whole column name
 * @param form what the column holds
 * @param zone whether a timestamp is a point in time or what a clock on some wall showed; of no account for days
 */
public record TemporalRule(Pattern columns, Form form, Zone zone) {

    /** How the value is written. */
    public enum Form {
        /** Days since 1970-01-01, a number. */
        EPOCH_DAYS,
        /** Milliseconds since 1970-01-01T00:00, a number. */
        EPOCH_MILLIS,
        /** Microseconds since 1970-01-01T00:00, a number. */
        EPOCH_MICROS,
        /** Nanoseconds since 1970-01-01T00:00, a number. */
        EPOCH_NANOS,
        /** A date in ISO 8601. */
        ISO_DATE,
        /** Date and time in ISO 8601, with or without an offset. */
        ISO_TIMESTAMP
    }

    /** How a timestamp is to be understood. */
    public enum Zone {
        UTC,
        LOCAL
    }

    /** Whether the column holds a number, or else text. */
    boolean isNumber() {
        return form != Form.ISO_DATE && form != Form.ISO_TIMESTAMP;
    }

    boolean covers(String column) {
        return columns.matcher(column).matches();
    }
}
