// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.pace;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link PaceSettings}. */
public final class PaceSection implements Section<PaceSettings> {
    static final Key<Integer> RATE = Key.integer("rate.requests.per.second", 0, 1_000_000)
            .doc("How many requests a task sends in a second at most; 0 for as many as it can.")
            .defaultsTo(0);
    static final Key<Integer> FAILURES =
            Key.integer("breaker.failures.percent", 0, 100).doc("""
                    From how many failures on, of the last requests of a task, it leaves the server alone for a while. A failure \
                    is a status of 500 or above, or no answer. Nothing is lost or rejected by it. 0 never leaves it alone.""").defaultsTo(50);
    static final Key<Integer> CALLS = Key.integer("breaker.requests", 2, 10_000)
            .doc("How many requests are the last.")
            .importance(Importance.LOW)
            .defaultsTo(20);
    static final Key<Duration> PAUSE = Key.millis("breaker.pause.ms", Duration.ofMillis(1), Duration.ofHours(1))
            .doc("How long the server is left alone. Then one request shows whether it is back.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofSeconds(10));

    @Override
    public String title() {
        return "Pace";
    }

    @Override
    public String about() {
        return """
                A server that answers with `Retry-After` is left alone that long, by all tasks of the worker, up to an hour. How \
                many requests are on their way at once is `delivery.parallelism`.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(RATE, FAILURES, CALLS, PAUSE);
    }

    @Override
    public PaceSettings read(Values values) {
        return new PaceSettings(values.get(RATE), values.get(FAILURES), values.get(CALLS), values.get(PAUSE));
    }
}
