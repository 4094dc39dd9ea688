// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.bigquery.row.WriterSchema;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Outcome;
import java.util.Collection;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Rows go into a table by its default stream: at least once, all of a task by one connection. */
public final class DefaultInlet implements Inlet {
    private static final Delivery NOTHING = Outcome.Delivered::new;

    private final String table;
    private final Function<TableColumns, DefaultStream> streams;
    private @Nullable DefaultStream stream;
    private @Nullable Visibility visibility;

    /**
     * @param table its name, for people
     * @param schemas says what message the rows are, for a table with such columns
     * @param streams opens the stream for such messages
     */
    public DefaultInlet(
            String table, Function<TableColumns, WriterSchema> schemas, Function<WriterSchema, DefaultStream> streams) {
        this.table = table;
        this.streams = schemas.andThen(streams);
    }

    @Override
    public Delivery reshape(TableColumns columns, Visibility seen) {
        DefaultStream former = stream;
        stream = streams.apply(columns);
        visibility = seen;
        if (former == null) {
            return NOTHING;
        }
        return () -> {
            former.retire();
            return new Outcome.Delivered();
        };
    }

    @Override
    public Delivery append(RowBatch batch) {
        if (stream == null || visibility == null) {
            throw new IllegalStateException("rows for " + table + " before its columns");
        }
        return new Append(batch, stream, table, visibility);
    }

    @Override
    public Delivery revoke(Collection<TopicPartition> partitions) {
        return NOTHING;
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
