// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import io.outfall.bigquery.client.BigQueryClients;
import io.outfall.bigquery.row.WriterSchema;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.bigquery.stream.Inlet;
import io.outfall.bigquery.stream.RowBatch;
import io.outfall.bigquery.stream.Visibility;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Rows come into a log exactly once, each topic-partition by a stream and a connection of its own. See {@link Phase}
 * for the protocol and docs/concepts/exactly-once-bigquery.md for why it holds.
 */
public final class ExactInlet implements Inlet {
    private static final Delivery NOTHING = Outcome.Delivered::new;

    private final LogTable log;
    private final StreamRegister register;
    private final StreamRequests streams;
    private final StoredRowsQuery query;
    private final Map<TopicPartition, Passage> passages = new HashMap<>();
    private @Nullable WriterSchema schema;
    private @Nullable Visibility visibility;

    /**
     * @param columns by which the log tells what it has
     * @param timeout how long a request may take
     */
    public ExactInlet(BigQueryClients clients, LogTable log, LogColumns columns, Duration timeout) {
        this.log = log;
        this.register = new StreamRegister(clients, log);
        this.streams = new StreamRequests(clients.writes(), log, timeout);
        // The connection waits a little longer than the server.
        this.query = new StoredRowsQuery(clients, log, columns, timeout.dividedBy(2));
    }

    @Override
    public Delivery reshape(TableColumns columns, Visibility seen) {
        schema = WriterSchema.ofRows(columns);
        visibility = seen;
        // Each passage ends the connection for the former columns when rows of others come.
        return NOTHING;
    }

    @Override
    public Delivery append(RowBatch batch) {
        WriterSchema form = schema;
        Visibility seen = visibility;
        if (form == null || seen == null) {
            throw new IllegalStateException("rows for " + log + " before its columns");
        }
        Passage passage = passages.computeIfAbsent(
                batch.claim().partition().name(), partition -> new Passage(partition, log, register, streams, query));
        return () -> passage.bringIn(batch, form, seen);
    }

    @Override
    public Delivery revoke(Collection<TopicPartition> partitions) {
        List<Passage> lost = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Passage passage = passages.remove(partition);
            if (passage != null) {
                lost.add(passage);
            }
        }
        return () -> {
            lost.forEach(Passage::close);
            return new Outcome.Delivered();
        };
    }

    @Override
    public void close() {
        passages.values().forEach(Passage::close);
    }
}
