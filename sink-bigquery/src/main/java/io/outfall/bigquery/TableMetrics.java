// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.stream.RowBatch;
import io.outfall.delivery.ByteBudget;
import io.outfall.metrics.Figure;
import io.outfall.metrics.SinkMetrics;
import io.outfall.metrics.TopicMetrics;

/** What a task shows of its tables. */
final class TableMetrics {
    private final SinkMetrics metrics;
    private final ByteBudget budget;
    private final Figure heldBytes;
    private final Figure updates;
    private final Figure waiting;

    TableMetrics(SinkMetrics metrics, ByteBudget budget) {
        this.metrics = metrics;
        this.budget = budget;
        this.heldBytes = metrics.counter("held-bytes", "Bytes in memory of rows that are not in their tables yet.");
        this.updates = metrics.counter("table-updates-total", "Tables made, and changes of their columns.");
        this.waiting = metrics.counter("waiting-tables", "Tables that are being made or changed while rows wait.");
        metrics.gauge("memory-budget-bytes", "What held-bytes may grow to.", budget::limit);
    }

    /** Shows what is as it is now. */
    void show(long waitingTables) {
        heldBytes.set(budget.used());
        waiting.set(waitingTables);
    }

    /** A table was made, or changed so often. */
    void updated(int times) {
        updates.add(times);
    }

    /** The rows of a batch are in their table. */
    void delivered(RowBatch batch) {
        TopicMetrics topic = metrics.topic(batch.claim().partition().name().topic());
        topic.rows().add(batch.rowsIn());
        topic.bytes().add(batch.bytesIn());
        if (batch.rowsIn() > 0) {
            metrics.delivered(batch.newestMs());
        }
    }
}
