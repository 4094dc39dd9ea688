// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.bigquery.schema.TableColumns;
import io.outfall.delivery.Delivery;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * The way of one task's rows into one table, for as long as the task lives. The task thread tells it what there is; the
 * deliveries that it gives back are attempted on workers, those of one topic-partition one after the other and in their
 * order, those of several at once.
 */
public interface Inlet extends AutoCloseable {

    /** What one batch may hold. */
    default RequestLimit limit() {
        return RequestLimit.APPEND_ROWS;
    }

    /**
     * The table is like this from now on: batches that come later have rows for these columns. Called before the first
     * batch, and whenever the table was changed.
     *
     * @param visibility from when on that is seen
     * @return ends what rows for former columns went by, once these are in; blocks while it does
     */
    Delivery reshape(TableColumns columns, Visibility visibility);

    /**
     * Brings the rows of a batch into the table, as it was when this was called. Rows that BigQuery refuses are taken
     * out of the batch and noted in it.
     */
    Delivery append(RowBatch batch);

    /**
     * Topic-partitions went to other tasks; no batch of them is attempted any more, but for one that may be under way.
     *
     * @return ends what their rows went by; blocks while it does
     */
    Delivery revoke(Collection<TopicPartition> partitions);

    /** Ends all connections. */
    @Override
    void close();
}
