// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Reads the header {@code Retry-After} (RFC 9110, section 10.2.3). */
final class RetryAfter {
    // A store that asks for more is taken at its word when it has asked for this long.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param header seconds, or a date such as {@code Fri, 21 Nov 2026 07:28:00 GMT}
     * @return zero where the header says neither
     */
    static Duration read(String header, Instant now) {
        Duration wait = header.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : until(header, now);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    private static Duration until(String date, Instant now) {
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
