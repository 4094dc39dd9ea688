// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** A token and its times. One that the server gives a second time is another one. */
final class Token {
    private static final Duration AHEAD = Duration.ofSeconds(60);
    private static final int PERCENT_OF_LIFE = 80;

    private final Password value;
    private final @Nullable Password refresh;
    private final Instant refreshAt;
    private final Instant expiresAt;

    private Token(Password value, @Nullable Password refresh, Instant refreshAt, Instant expiresAt) {
        this.value = value;
        this.refresh = refresh;
        this.refreshAt = refreshAt;
        this.expiresAt = expiresAt;
    }

    /**
     * A token that was got now.
     *
     * @param value what requests show
     * @param refresh what gets the next one; null for nothing
     * @param life how long it is good; the next one is got when 80 % of that are over, or a minute before its end if
     *     that is sooner, but not in its first half: else one that is good for a minute would be asked for every time
     */
    static Token of(Password value, @Nullable Password refresh, Instant now, Duration life) {
        Duration late = life.multipliedBy(PERCENT_OF_LIFE).dividedBy(100);
        Duration safe = life.minus(AHEAD);
        Duration sooner = late.compareTo(safe) < 0 ? late : safe;
        Duration half = life.dividedBy(2);
        Duration wait = sooner.compareTo(half) < 0 ? half : sooner;
        return new Token(value, refresh, now.plus(wait), now.plus(life));
    }

    Password value() {
        return value;
    }

    @Nullable
    Password refresh() {
        return refresh;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    boolean isGood(Instant now) {
        return now.isBefore(expiresAt);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(refreshAt);
    }
}
