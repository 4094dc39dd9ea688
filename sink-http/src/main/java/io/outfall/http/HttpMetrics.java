// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.delivery.ByteBudget;
import io.outfall.http.auth.AuthorizedTransport;
import io.outfall.http.lane.SizeLimit;
import io.outfall.http.lane.Traffic;
import io.outfall.http.pace.Pace;
import io.outfall.metrics.Figure;
import io.outfall.metrics.SinkMetrics;

/** The figures of a task that only this sink has. */
final class HttpMetrics {
    private final ByteBudget budget;
    private final Figure heldBytes;

    HttpMetrics(
            SinkMetrics metrics,
            ByteBudget budget,
            Traffic traffic,
            AuthorizedTransport transport,
            Pace pace,
            SizeLimit limit) {
        this.budget = budget;
        this.heldBytes =
                metrics.counter("held-bytes", "Bytes in memory of changes that the server has not answered for yet.");
        metrics.gauge("memory-budget-bytes", "What held-bytes may grow to.", budget::limit);
        metrics.gauge("requests-total", "Requests to the server, repeated ones each time.", traffic::requests);
        metrics.gauge(
                "request-time-ms-total",
                "Time from the beginning of a request to the end of its answer, over all: divide by requests-total.",
                traffic::millis);
        metrics.gauge(
                "token-requests-total",
                "Requests for tokens, by all tasks of the worker that share them.",
                transport::tokenRequests);
        metrics.gauge(
                "server-left-alone",
                "1 while the server is left alone because too many requests failed, else 0.",
                () -> pace.isPaused() ? 1 : 0);
        metrics.gauge(
                "body-limit-bytes",
                "How long a body may be: batch.bytes, or less once the server has found that too much.",
                limit::bytes);
    }

    /** Shows what is as it is now. */
    void show() {
        heldBytes.set(budget.used());
    }
}
