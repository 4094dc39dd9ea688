// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.outfall.bigquery.emulator.fault.Calls;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Faults;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.bigquery.emulator.fault.Stall;
import io.outfall.bigquery.emulator.storage.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The six procedures of the Storage Write interface. */
final class WriteService extends BigQueryWriteGrpc.BigQueryWriteImplBase {

    private static final Pattern TABLE = Pattern.compile("projects/[^/]+/datasets/([^/]+)/tables/([^/]+).*");

    private final Streams streams;
    private final Calls calls;
    private final Faults faults;
    private final AtomicInteger connections = new AtomicInteger();

    WriteService(Streams streams, Calls calls, Faults faults) {
        this.streams = streams;
        this.calls = calls;
        this.faults = faults;
    }

    /** The table within a name of a table or stream, as {@code dataset.table}; null if there is none. */
    static @Nullable String localTable(String resource) {
        Matcher match = TABLE.matcher(resource);
        return match.matches() ? match.group(1) + "." + match.group(2) : null;
    }

    /** How many connections of AppendRows are open. */
    int connections() {
        return connections.get();
    }

    @Override
    public StreamObserver<AppendRowsRequest> appendRows(StreamObserver<AppendRowsResponse> answers) {
        connections.incrementAndGet();
        return new AppendConnection(streams, calls, faults, answers, connections::decrementAndGet);
    }

    @Override
    public void createWriteStream(CreateWriteStreamRequest request, StreamObserver<WriteStream> answer) {
        met(Operation.CREATE_WRITE_STREAM, request.getParent(), answer, () -> {
            WriteStream.Type type = request.getWriteStream().getType();
            if (type != WriteStream.Type.COMMITTED
                    && type != WriteStream.Type.PENDING
                    && type != WriteStream.Type.BUFFERED) {
                throw StorageFailure.invalid(request.getParent(), "A stream needs a type");
            }
            return described(streams.create(request.getParent(), type), true);
        });
    }

    @Override
    public void getWriteStream(GetWriteStreamRequest request, StreamObserver<WriteStream> answer) {
        met(Operation.GET_WRITE_STREAM, request.getName(), answer, () -> {
            boolean full = request.getView() == WriteStreamView.FULL;
            if (!streams.isDefault(request.getName())) {
                return described(streams.find(request.getName()), full);
            }
            Table table = streams.tableOf(request.getName());
            WriteStream.Builder stream = WriteStream.newBuilder()
                    .setName(table.name().resource() + "/streams/_default")
                    .setType(WriteStream.Type.COMMITTED)
                    .setCreateTime(timestamp(table.created()))
                    .setLocation("us");
            if (full) {
                stream.setTableSchema(streams.columns(table).proto());
            }
            return stream.build();
        });
    }

    @Override
    public void finalizeWriteStream(
            FinalizeWriteStreamRequest request, StreamObserver<FinalizeWriteStreamResponse> answer) {
        met(Operation.FINALIZE_WRITE_STREAM, request.getName(), answer, () -> {
            if (streams.isDefault(request.getName())) {
                throw StorageFailure.invalid(request.getName(), "The default stream cannot be finalized");
            }
            return FinalizeWriteStreamResponse.newBuilder()
                    .setRowCount(streams.find(request.getName()).finish())
                    .build();
        });
    }

    @Override
    public void batchCommitWriteStreams(
            BatchCommitWriteStreamsRequest request, StreamObserver<BatchCommitWriteStreamsResponse> answer) {
        met(Operation.BATCH_COMMIT_WRITE_STREAMS, request.getParent(), answer, () -> commit(request));
    }

    @Override
    public void flushRows(FlushRowsRequest request, StreamObserver<FlushRowsResponse> answer) {
        met(Operation.FLUSH_ROWS, request.getWriteStream(), answer, () -> {
            if (streams.isDefault(request.getWriteStream()) || !request.hasOffset()) {
                throw StorageFailure.invalid(
                        request.getWriteStream(), "FlushRows needs a buffered stream and an offset");
            }
            long offset = streams.find(request.getWriteStream())
                    .flush(request.getOffset().getValue());
            return FlushRowsResponse.newBuilder().setOffset(offset).build();
        });
    }

    /** All streams, or none. */
    private BatchCommitWriteStreamsResponse commit(BatchCommitWriteStreamsRequest request) {
        Table table = streams.table(request.getParent());
        BatchCommitWriteStreamsResponse.Builder response = BatchCommitWriteStreamsResponse.newBuilder();
        List<TableStream> ready = new ArrayList<>();
        for (String name : request.getWriteStreamsList()) {
            try {
                TableStream stream = streams.find(name);
                if (stream.table() != table) {
                    throw StorageFailure.invalid(name, "The stream is not one of " + request.getParent());
                }
                stream.checkCommit();
                ready.add(stream);
            } catch (StorageFailure failure) {
                response.addStreamErrors(failure.error());
            }
        }
        if (response.getStreamErrorsCount() == 0) {
            Instant now = streams.catalog().clock().instant();
            ready.forEach(stream -> stream.commit(now));
            response.setCommitTime(timestamp(now));
        }
        return response.build();
    }

    private WriteStream described(TableStream stream, boolean full) {
        WriteStream.Builder described = WriteStream.newBuilder()
                .setName(stream.name())
                .setType(stream.type())
                .setCreateTime(timestamp(stream.created()))
                .setLocation("us");
        Instant committed = stream.committed();
        if (committed != null) {
            described.setCommitTime(timestamp(committed));
        }
        if (full) {
            described.setTableSchema(streams.columns(stream.table()).proto());
        }
        return described.build();
    }

    private <T> void met(Operation operation, String resource, StreamObserver<T> answer, Supplier<T> procedure) {
        String table = localTable(resource);
        calls.note(operation, table);
        Fault fault = faults.take(operation, table);
        if (fault instanceof Stall stall) {
            stall.await();
        }
        if (fault instanceof Fault.Answer error) {
            answer.onError(Status.fromCode(error.code())
                    .withDescription(error.message())
                    .asRuntimeException());
            return;
        }
        try {
            T result = fault instanceof Fault.Cut cut && !cut.afterEffect() ? null : procedure.get();
            if (result == null || fault instanceof Fault.Cut) {
                answer.onError(Status.UNAVAILABLE
                        .withDescription("Connection reset by peer")
                        .asRuntimeException());
                return;
            }
            answer.onNext(result);
            answer.onCompleted();
        } catch (StorageFailure failure) {
            answer.onError(failure.exception());
        } catch (RuntimeException e) {
            answer.onError(Status.INTERNAL
                    .withDescription("The emulator failed: " + e)
                    .withCause(e)
                    .asRuntimeException());
        }
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
