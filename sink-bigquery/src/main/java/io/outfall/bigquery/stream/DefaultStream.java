// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableName;
import com.google.protobuf.ByteString;
import io.outfall.bigquery.row.WriterSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a table that is always there: what it acknowledged can be queried, and what it did not may have come in
 * all the same. Several threads may append at once; each waits for its own answer.
 */
public final class DefaultStream implements AutoCloseable {
    private final BigQueryWriteClient client;
    private final TableName table;
    private final WriterSchema schema;
    private final Duration timeout;
    private @Nullable StreamWriter writer;
    private int appending;
    private boolean retired;
    private boolean closed;

    /**
     * A stream to which nothing was connected yet.
     *
     * @param schema the message that rows are
     * @param timeout how long an append may take
     */
    public DefaultStream(BigQueryWriteClient client, TableName table, WriterSchema schema, Duration timeout) {
        this.client = client;
        this.table = table;
        this.schema = schema;
        this.timeout = timeout;
    }

    /**
     * Appends rows, all or none.
     *
     * @throws ExecutionException if BigQuery answered that it did not
     * @throws TimeoutException if it did not answer
     * @throws IOException if there is no connection
     */
    void append(List<ByteString> rows) throws ExecutionException, TimeoutException, IOException, InterruptedException {
        StreamWriter connected = begin();
        try {
            ApiFuture<AppendRowsResponse> answer = connected.append(
                    ProtoRows.newBuilder().addAllSerializedRows(rows).build());
            answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // A connection that stalls is of no use to the repetition.
            discard(connected);
            throw e;
        } finally {
            end();
        }
    }

    /** Rows go to another stream from now on: ends the connection as soon as nobody appends. */
    public void retire() {
        StreamWriter idle;
        synchronized (this) {
            retired = true;
            idle = idle();
        }
        close(idle);
    }

    @Override
    public void close() {
        StreamWriter last;
        synchronized (this) {
            closed = true;
            last = writer;
            writer = null;
        }
        close(last);
    }

    private synchronized StreamWriter begin() throws IOException {
        if (closed) {
            throw new IOException("the stream of " + table.getTable() + " is closed");
        }
        StreamWriter current = writer;
        if (current == null || current.isClosed()) {
            current = StreamWriter.newBuilder(table + "/streams/_default", client)
                    .setWriterSchema(schema.proto())
                    .setMaxRetryDuration(timeout)
                    .setTraceId("outfall:sink")
                    .build();
            writer = current;
        }
        appending++;
        return current;
    }

    private void end() {
        StreamWriter idle;
        synchronized (this) {
            appending--;
            idle = idle();
        }
        close(idle);
    }

    /** The connection that nobody needs any more, if there is one. */
    private @Nullable StreamWriter idle() {
        if (!retired || appending > 0) {
            return null;
        }
        StreamWriter idle = writer;
        writer = null;
        return idle;
    }

    private void discard(StreamWriter stalled) {
        synchronized (this) {
            if (writer == stalled) {
                writer = null;
            }
        }
        close(stalled);
    }

    private static void close(@Nullable StreamWriter ended) {
        if (ended != null) {
            ended.close();
        }
    }
}
