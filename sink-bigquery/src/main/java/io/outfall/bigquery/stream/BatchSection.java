// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link BatchSettings}. */
public final class BatchSection implements Section<BatchSettings> {
    private static final long MAX_BYTES = 10L << 20;

    static final Key<Long> BYTES = Key.bytes("batch.bytes", 1L, MAX_BYTES)
            .doc("How many bytes of rows make a request full. BigQuery's own limit is kept whatever is set.")
            .importance(Importance.LOW)
            .defaultsTo(1L << 20);
    static final Key<Integer> ROWS = Key.integer("batch.rows", 1, 50_000)
            .doc("How many rows go into one request at most.")
            .importance(Importance.LOW)
            .defaultsTo(10_000);
    static final Key<Duration> LINGER = Key.millis("batch.linger.ms", Duration.ZERO, Duration.ofHours(1))
            .doc("How long the first row of a request waits for others.")
            .defaultsTo(Duration.ofMillis(200));

    @Override
    public String title() {
        return "Batches";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(BYTES, ROWS, LINGER);
    }

    @Override
    public BatchSettings read(Values values) {
        return new BatchSettings(values.get(BYTES), values.get(ROWS), values.get(LINGER));
    }
}
