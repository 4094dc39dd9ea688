// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.pace;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Until when servers want to be left alone. All tasks of a worker share what one of them is told, for the server means
 * all of them. Any thread may use it.
 */
public final class Rests {
    /** What all tasks share that this plugin's class loader made. */
    public static final Rests OF_WORKER = new Rests();

    private final Map<String, Long> untilMs = new ConcurrentHashMap<>();

    /** How long the server is still to be left alone; zero if it is not. */
    Duration left(URI uri, Clock clock) {
        Long until = untilMs.get(uri.getRawAuthority());
        if (until == null) {
            return Duration.ZERO;
        }
        long left = until - clock.millis();
        if (left <= 0) {
            untilMs.remove(uri.getRawAuthority(), until);
            return Duration.ZERO;
        }
        return Duration.ofMillis(left);
    }

    /** The server wants to be left alone so long from now on; a longer wish of before stands. */
    void ask(URI uri, Duration rest, Clock clock) {
        untilMs.merge(uri.getRawAuthority(), clock.millis() + rest.toMillis(), Math::max);
    }
}
