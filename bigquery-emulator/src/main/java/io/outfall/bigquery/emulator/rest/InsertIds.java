// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ids of rows that a table has taken lately. */
final class InsertIds {

    private final Clock clock;
    private final Duration window;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /** @param window how long an id is remembered; zero for not at all */
    InsertIds(Clock clock, Duration window) {
        this.clock = clock;
        this.window = window;
    }

    synchronized boolean knows(String id) {
        Instant until = seen.get(id);
        return until != null && until.isAfter(clock.instant());
    }

    synchronized void remember(Set<String> ids) {
        Instant now = clock.instant();
        seen.values().removeIf(until -> !until.isAfter(now));
        ids.forEach(id -> seen.put(id, now.plus(window)));
    }
}
