// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import io.outfall.http.client.Reply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a server wants to be left alone: {@code Retry-After} of RFC 9110, in seconds or as a date. */
final class RetryAfter {
    // Longer is a mistake of the server, or would look like one of ours.
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Duration of(Reply reply, Clock clock) {
        return reply.header("Retry-After")
                .map(text -> parse(text.strip(), reply, clock))
                .orElse(Duration.ZERO);
    }

    private static Duration parse(String text, Reply reply, Clock clock) {
        if (text.matches("[0-9]{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        // By the server's own clock, which may be another than ours.
        Instant now = reply.header("Date").flatMap(RetryAfter::date).orElseGet(clock::instant);
        return date(text).map(until -> bounded(Duration.between(now, until))).orElse(Duration.ZERO);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
