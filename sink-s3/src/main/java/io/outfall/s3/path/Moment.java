// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

/**
 * A time that a path may name.
 *
 * @param micros since 1970-01-01T00:00, in UTC or, for a local moment, on the clock that the value was read from
 * @param isLocal whether the value has no zone: its date and hour are those that it says
 */
record Moment(long micros, boolean isLocal) {
    static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_MILLI = 1_000L;

    static Moment ofMicros(long micros) {
        return new Moment(micros, false);
    }

    static Moment ofMillis(long millis) {
        return new Moment(Math.multiplyExact(millis, MICROS_PER_MILLI), false);
    }
}
