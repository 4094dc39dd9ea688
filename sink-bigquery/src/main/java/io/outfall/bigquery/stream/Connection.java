// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.ClientStream;
import com.google.api.gax.rpc.ResponseObserver;
import com.google.api.gax.rpc.StreamController;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import io.grpc.Status;
import io.outfall.bigquery.client.WriteClients;
import io.outfall.bigquery.row.WriterSchema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection over which rows are appended to one stream. Several threads may append at once; each waits for its own
 * answer, and answers come in the order of the requests. Nothing is repeated here, and what broke stays broken.
 *
 * <p>Google's own {@code StreamWriter} repeats by itself, has a thread and a channel for each stream, and takes three
 * minutes to be closed while the server is silent.
 */
public final class Connection implements AutoCloseable {
    // What BigQuery routes the call by.
    private static final String ROUTING = "x-goog-request-params";
    private static final String TRACE_ID = "outfall:sink";

    private final String stream;
    private final WriterSchema schema;
    private final WriteClients.Place place;
    private final ClientStream<AppendRowsRequest> requests;
    private final Deque<CompletableFuture<AppendRowsResponse>> unanswered = new ArrayDeque<>();
    private boolean introduced;
    private @Nullable Throwable end;

    /**
     * Connects; whether that works out, the first append tells.
     *
     * @param stream its full name
     * @param schema the message that rows are
     */
    public Connection(WriteClients clients, String stream, WriterSchema schema) {
        this.stream = stream;
        this.schema = schema;
        this.place = clients.take();
        this.requests = place.client()
                .appendRowsCallable()
                .splitCall(
                        new Answers(),
                        GrpcCallContext.createDefault()
                                .withExtraHeaders(Map.of(ROUTING, List.of("write_stream=" + stream))));
    }

    /**
     * Appends rows, all or none.
     *
     * @param offset where in the stream the first of them is to stand; empty for a stream that has no offsets
     * @throws RefusedRowsException if that is because of some of the rows
     * @throws ExecutionException if BigQuery answered that it did not, or the connection broke
     * @throws TimeoutException if there is no answer; the connection is of no use any more then, and was closed
     */
    public AppendRowsResponse append(List<ByteString> rows, OptionalLong offset, Duration timeout)
            throws RefusedRowsException, ExecutionException, TimeoutException, InterruptedException {
        AppendRowsResponse answer;
        try {
            answer = send(rows, offset).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            throw e;
        }
        if (answer.getRowErrorsCount() > 0) {
            Map<Integer, String> reasons = new TreeMap<>();
            for (RowError error : answer.getRowErrorsList()) {
                reasons.put(Math.toIntExact(error.getIndex()), error.getMessage());
            }
            throw new RefusedRowsException(reasons);
        }
        if (answer.hasError()) {
            throw new ExecutionException(told(answer.getError()));
        }
        return answer;
    }

    /** Whether nothing can be appended any more. */
    public synchronized boolean isOver() {
        return end != null;
    }

    /** Breaks the connection; appends that wait for their answers fail. */
    @Override
    public void close() {
        CancellationException closed = new CancellationException("the connection is closed");
        over(closed);
        requests.closeSendWithError(closed);
    }

    private synchronized CompletableFuture<AppendRowsResponse> send(List<ByteString> rows, OptionalLong offset) {
        CompletableFuture<AppendRowsResponse> answer = new CompletableFuture<>();
        if (end != null) {
            answer.completeExceptionally(end);
            return answer;
        }
        AppendRowsRequest.Builder request = AppendRowsRequest.newBuilder();
        request.getProtoRowsBuilder()
                .setRows(ProtoRows.newBuilder().addAllSerializedRows(rows).build());
        if (!introduced) {
            introduced = true;
            request.setWriteStream(stream).setTraceId(TRACE_ID);
            request.getProtoRowsBuilder().setWriterSchema(schema.proto());
        }
        offset.ifPresent(at -> request.setOffset(Int64Value.of(at)));
        unanswered.addLast(answer);
        requests.send(request.build());
        return answer;
    }

    private void over(Throwable why) {
        Deque<CompletableFuture<AppendRowsResponse>> failed;
        synchronized (this) {
            if (end == null) {
                end = why;
            }
            failed = new ArrayDeque<>(unanswered);
            unanswered.clear();
        }
        place.leave();
        failed.forEach(answer -> answer.completeExceptionally(why));
    }

    private static Throwable told(com.google.rpc.Status error) {
        Throwable known = Exceptions.toStorageException(error, null);
        return known != null
                ? known
                : Status.fromCodeValue(error.getCode())
                        .withDescription(error.getMessage())
                        .asRuntimeException();
    }

    private final class Answers implements ResponseObserver<AppendRowsResponse> {
        @Override
        public void onStart(StreamController controller) {}

        @Override
        public void onResponse(AppendRowsResponse response) {
            CompletableFuture<AppendRowsResponse> answered;
            synchronized (Connection.this) {
                answered = unanswered.pollFirst();
            }
            if (answered != null) {
                answered.complete(response);
            }
        }

        @Override
        public void onError(Throwable broken) {
            over(broken);
        }

        @Override
        public void onComplete() {
            over(Status.UNAVAILABLE
                    .withDescription("BigQuery ended the connection")
                    .asRuntimeException());
        }
    }
}
