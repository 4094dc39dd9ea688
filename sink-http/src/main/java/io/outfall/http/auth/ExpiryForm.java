// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import java.time.Duration;
import java.time.Instant;

/** What the number in a token's answer says of its end. */
public enum ExpiryForm {
    /** How many seconds it is good for, as in RFC 6749. */
    SECONDS,
    /** How many milliseconds it is good for. */
    MILLISECONDS,
    /** When it ends, in seconds since 1970. */
    EPOCH_SECONDS,
    /** When it ends, in milliseconds since 1970. */
    EPOCH_MILLISECONDS;

    Duration lifetime(long number, Instant now) {
        return switch (this) {
            case SECONDS -> Duration.ofSeconds(number);
            case MILLISECONDS -> Duration.ofMillis(number);
            case EPOCH_SECONDS -> Duration.between(now, Instant.ofEpochSecond(number));
            case EPOCH_MILLISECONDS -> Duration.between(now, Instant.ofEpochMilli(number));
        };
    }
}
