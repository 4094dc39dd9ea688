// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import io.outfall.bigquery.client.WriteClients;
import io.outfall.bigquery.row.WriterSchema;
import io.outfall.bigquery.stream.Connection;
import io.outfall.bigquery.stream.RefusedRowsException;
import io.outfall.bigquery.stream.RowBatch;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The requests to streams of one log. Each blocks; what it throws says nothing of whether it was carried out. */
final class StreamRequests {
    // No stream gets so long, so nothing is ever appended there.
    private static final long BEYOND_ANY_END = 1L << 60;

    private final WriteClients clients;
    private final LogTable log;
    private final Duration timeout;
    private final ApiCallContext once;

    /** @param timeout how long a request may take */
    StreamRequests(WriteClients clients, LogTable log, Duration timeout) {
        this.clients = clients;
        this.log = log;
        this.timeout = timeout;
        // Lanes repeat, and show that they do.
        this.once = GrpcCallContext.createDefault().withTimeoutDuration(timeout).withRetryableCodes(Set.of());
    }

    /** Makes a stream whose rows are in the table as soon as they are acknowledged. */
    Reply open() {
        WriteStream stream = clients.any()
                .createWriteStreamCallable()
                .call(
                        CreateWriteStreamRequest.newBuilder()
                                .setParent(log.path())
                                .setWriteStream(WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED))
                                .build(),
                        once);
        return new Reply.Opened(stream.getName());
    }

    /** Finishes a stream, which may be finished or gone already. */
    Reply end(String stream) {
        try {
            clients.any()
                    .finalizeWriteStreamCallable()
                    .call(
                            FinalizeWriteStreamRequest.newBuilder()
                                    .setName(stream)
                                    .build(),
                            once);
        } catch (NotFoundException e) {
            // Nobody can append to what is not there.
        }
        return new Reply.Done();
    }

    /** Connects to a stream for rows of a form. */
    Connection connect(String stream, WriterSchema schema) {
        return new Connection(clients, stream, schema);
    }

    /**
     * Asks how many rows a stream has, by an append that cannot be: BigQuery refuses it, and says where the stream
     * ends. Takes the first row out of the batch if it is refused for itself.
     */
    Reply count(Connection connection, RowBatch batch)
            throws TimeoutException, ExecutionException, InterruptedException {
        try {
            connection.append(batch.rows().subList(0, 1), OptionalLong.of(BEYOND_ANY_END), timeout);
            throw new IllegalStateException("BigQuery appended a row far behind the end of a stream of " + log);
        } catch (RefusedRowsException e) {
            batch.refuse(e.reasons());
            return new Reply.RowsRefused();
        } catch (ExecutionException e) {
            Exceptions.StorageException told = told(e);
            if (told instanceof Exceptions.OffsetOutOfRange there) {
                long end = there.getExpectedOffset();
                return end >= 0 ? new Reply.Counted(end) : new Reply.Unusable();
            }
            return unusableOr(e, told);
        }
    }

    /**
     * Appends the first rows of a batch, and takes them out. If some are refused for themselves, takes out those.
     *
     * @param at where the stream must end
     */
    Reply append(Connection connection, RowBatch batch, int rows, long at)
            throws TimeoutException, ExecutionException, InterruptedException {
        try {
            connection.append(batch.rows().subList(0, rows), OptionalLong.of(at), timeout);
            batch.appended(rows);
            return new Reply.Done();
        } catch (RefusedRowsException e) {
            batch.refuse(e.reasons());
            return new Reply.RowsRefused();
        } catch (ExecutionException e) {
            Exceptions.StorageException told = told(e);
            boolean elsewhere =
                    told instanceof Exceptions.OffsetAlreadyExists || told instanceof Exceptions.OffsetOutOfRange;
            return elsewhere ? new Reply.Refused() : unusableOr(e, told);
        }
    }

    private static Reply unusableOr(ExecutionException e, Exceptions.@Nullable StorageException told)
            throws ExecutionException {
        if (told instanceof Exceptions.StreamFinalizedException || told instanceof Exceptions.StreamNotFound) {
            return new Reply.Unusable();
        }
        throw e;
    }

    /** What BigQuery says of the stream, in the answer or as the end of the connection; null if that is nothing. */
    private static Exceptions.@Nullable StorageException told(ExecutionException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Exceptions.StorageException told) {
                return told;
            }
            Exceptions.StorageException told = Exceptions.toStorageException(cause);
            if (told != null) {
                return told;
            }
        }
        return null;
    }
}
