// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for what a pipeline brings about. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private Eventually() {}

    /**
     * Returns when the assertion holds; fails with what it last said if it does not within a minute. Before files or
     * columns are there, DuckDB refuses queries that want them.
     */
    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(assertion);
    }
}
