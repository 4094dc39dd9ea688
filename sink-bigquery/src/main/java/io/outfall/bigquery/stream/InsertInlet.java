// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.api.services.bigquery.Bigquery;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Outcome;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Rows go into a table by streaming inserts: at least once, a request for each batch, and no connection to be ended.
 */
public final class InsertInlet implements Inlet {
    private static final Delivery NOTHING = Outcome.Delivered::new;

    private final Bigquery client;
    private final InsertTarget target;
    private final boolean identified;
    private @Nullable Visibility visibility;

    /** @param identified whether rows have an id, by which BigQuery knows one that comes again soon */
    public InsertInlet(Bigquery client, InsertTarget target, boolean identified) {
        this.client = client;
        this.target = target;
        this.identified = identified;
    }

    @Override
    public RequestLimit limit() {
        return RequestLimit.INSERT_ALL;
    }

    @Override
    public Delivery reshape(TableColumns columns, Visibility seen) {
        visibility = seen;
        return NOTHING;
    }

    @Override
    public Delivery append(RowBatch batch) {
        if (visibility == null) {
            throw new IllegalStateException("rows for " + target + " before its columns");
        }
        return new InsertRows(batch, client, target, identified, visibility);
    }

    @Override
    public Delivery revoke(Collection<TopicPartition> partitions) {
        return NOTHING;
    }

    @Override
    public void close() {}
}
