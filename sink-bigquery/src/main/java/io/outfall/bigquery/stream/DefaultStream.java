// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.TableName;
import com.google.protobuf.ByteString;
import io.outfall.bigquery.client.WriteClients;
import io.outfall.bigquery.row.WriterSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a table that is always there: what it acknowledged can be queried, and what it did not may have come in
 * all the same. Several threads may append at once; each waits for its own answer.
 */
public final class DefaultStream implements AutoCloseable {
    private final WriteClients clients;
    private final TableName table;
    private final WriterSchema schema;
    private final Duration timeout;
    private @Nullable Connection connection;
    private int appending;
    private boolean retired;
    private boolean closed;

    /**
     * A stream to which nothing was connected yet.
     *
     * @param schema the message that rows are
     * @param timeout how long an append may take
     */
    public DefaultStream(WriteClients clients, TableName table, WriterSchema schema, Duration timeout) {
        this.clients = clients;
        this.table = table;
        this.schema = schema;
        this.timeout = timeout;
    }

    /**
     * Appends rows, all or none.
     *
     * @throws RefusedRowsException if that is because of some of the rows
     * @throws ExecutionException if BigQuery answered that it did not, or the connection broke
     * @throws TimeoutException if it did not answer
     * @throws IOException if the stream is closed
     */
    void append(List<ByteString> rows)
            throws RefusedRowsException, ExecutionException, TimeoutException, IOException, InterruptedException {
        Connection open = begin();
        try {
            open.append(rows, OptionalLong.empty(), timeout);
        } finally {
            end();
        }
    }

    /** Rows go to another stream from now on: ends the connection as soon as nobody appends. */
    public synchronized void retire() {
        retired = true;
        closeIfIdle();
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    private synchronized Connection begin() throws IOException {
        if (closed) {
            throw new IOException("the stream of " + table.getTable() + " is closed");
        }
        Connection open = connection;
        if (open == null || open.isOver()) {
            open = new Connection(clients, table + "/streams/_default", schema);
            connection = open;
        }
        appending++;
        return open;
    }

    private synchronized void end() {
        appending--;
        closeIfIdle();
    }

    private void closeIfIdle() {
        if (retired && appending == 0) {
            disconnect();
        }
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
