// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.http.client.NotSentException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long to leave somebody alone after failures in a row. Not thread-safe. */
final class Patience {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE_AT_MOST = Duration.ofSeconds(30);
    // Accounts are locked after a few wrong passwords in some minutes.
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);
    private static final Duration AFTER_REFUSAL_AT_MOST = Duration.ofHours(1);
    private static final int DOUBLED_AT_MOST = 10;

    private int failures;
    private Instant until = Instant.MIN;
    private @Nullable NotSentException last;

    /** Starts over. */
    void forget() {
        failures = 0;
        until = Instant.MIN;
        last = null;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** Whether it is over for so long that it may begin anew. */
    boolean isForgettable(Instant now) {
        return failures == 0 || now.isAfter(until.plus(AFTER_REFUSAL_AT_MOST));
    }

    /** Notes that somebody refused. */
    void refused(Instant now) {
        until = now.plus(doubled(AFTER_REFUSAL, AFTER_REFUSAL_AT_MOST));
        failures++;
    }

    /** Notes a failure, and makes of it what is thrown to those who ask too soon. */
    NotSentException after(NotSentException failure, Instant now) {
        if (failure.isPassing()) {
            Duration wait = doubled(AFTER_TROUBLE, AFTER_TROUBLE_AT_MOST);
            until = now.plus(wait.compareTo(failure.notBefore()) < 0 ? failure.notBefore() : wait);
            failures++;
        } else {
            refused(now);
        }
        last = failure;
        return again(failure, now);
    }

    /**
     * Does nothing where it is over.
     *
     * @throws NotSentException the last failure again, where it is not
     */
    void check(Instant now) throws NotSentException {
        if (last != null && !isOver(now)) {
            throw again(last, now);
        }
    }

    private NotSentException again(NotSentException failure, Instant now) {
        Duration rest = Duration.between(now, until);
        return failure.isPassing()
                ? NotSentException.forNow(String.valueOf(failure.getMessage()), rest, failure.getCause())
                : NotSentException.forGood(
                        failure.getMessage() + "; it is not asked again for " + rest.toSeconds() + " s");
    }

    private Duration doubled(Duration first, Duration most) {
        Duration wait = first.multipliedBy(1L << Math.min(failures, DOUBLED_AT_MOST));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
