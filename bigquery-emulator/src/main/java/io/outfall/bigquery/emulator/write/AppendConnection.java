// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.outfall.bigquery.emulator.fault.Calls;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Faults;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.bigquery.emulator.fault.Stall;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.storage.Change;
import io.outfall.bigquery.emulator.storage.SequenceNumber;
import io.outfall.bigquery.emulator.storage.Table;
import io.outfall.bigquery.emulator.value.BadValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection of AppendRows. Requests are answered one after the other, in their order. */
final class AppendConnection implements StreamObserver<AppendRowsRequest> {

    /** The documented bound of a request. */
    private static final int MOST_BYTES = 20 * 1024 * 1024;

    private final Streams streams;
    private final Calls calls;
    private final Faults faults;
    private final StreamObserver<AppendRowsResponse> answers;
    private final Runnable ended;
    private final Map<Table, Boolean> writtenByKey = new HashMap<>();
    private final Map<Table, Columns> known = new HashMap<>();
    private String stream = "";
    private @Nullable DescriptorProto schema;
    private @Nullable RowReader reader;
    private @Nullable Table readerTable;
    private boolean over;

    AppendConnection(
            Streams streams, Calls calls, Faults faults, StreamObserver<AppendRowsResponse> answers, Runnable ended) {
        this.streams = streams;
        this.calls = calls;
        this.faults = faults;
        this.answers = answers;
        this.ended = ended;
    }

    @Override
    public void onNext(AppendRowsRequest request) {
        if (over) {
            return;
        }
        String target = request.getWriteStream().isEmpty() ? stream : request.getWriteStream();
        String table = WriteService.localTable(target);
        calls.note(Operation.APPEND_ROWS, table);
        Fault fault = faults.take(Operation.APPEND_ROWS, table);
        if (fault instanceof Stall stall) {
            stall.await();
        }
        if (fault instanceof Fault.Answer error) {
            refuse(target, request, error);
        } else if (fault instanceof Fault.Cut cut) {
            if (cut.afterEffect()) {
                answer(request);
            }
            end(Status.UNAVAILABLE.withDescription("Connection reset by peer").asRuntimeException());
        } else {
            try {
                AppendRowsResponse answer = answer(request);
                answers.onNext(answer);
            } catch (StorageFailure failure) {
                end(failure.exception());
            } catch (RuntimeException e) {
                end(Status.INTERNAL
                        .withDescription("The emulator failed: " + e)
                        .withCause(e)
                        .asRuntimeException());
            }
        }
    }

    @Override
    public void onError(Throwable broken) {
        finish();
    }

    @Override
    public void onCompleted() {
        if (!over) {
            finish();
            answers.onCompleted();
        }
    }

    private void end(RuntimeException status) {
        finish();
        answers.onError(status);
    }

    private void finish() {
        if (!over) {
            over = true;
            ended.run();
        }
    }

    private void refuse(String target, AppendRowsRequest request, Fault.Answer error) {
        // The name and the schema come once: the request is refused, but read.
        remember(target, request);
        Status status = Status.fromCode(error.code()).withDescription(error.message());
        if (error.inResponse()) {
            answers.onNext(AppendRowsResponse.newBuilder()
                    .setWriteStream(target)
                    .setError(com.google.rpc.Status.newBuilder()
                            .setCode(status.getCode().value())
                            .setMessage(error.message()))
                    .build());
        } else {
            end(status.asRuntimeException());
        }
    }

    private void remember(String target, AppendRowsRequest request) {
        stream = target;
        if (request.getProtoRows().hasWriterSchema()) {
            schema = request.getProtoRows().getWriterSchema().getProtoDescriptor();
            reader = null;
        }
    }

    /** The answer; a failure that ends the connection is thrown. */
    private AppendRowsResponse answer(AppendRowsRequest request) {
        AppendRowsResponse.Builder answer = AppendRowsResponse.newBuilder();
        try {
            append(request, answer);
        } catch (StorageFailure failure) {
            if (failure.fatal()) {
                throw failure;
            }
            answer.setError(failure.status());
        }
        return answer.setWriteStream(stream).build();
    }

    private void append(AppendRowsRequest request, AppendRowsResponse.Builder answer) {
        Table table = addressed(request);
        if (request.getSerializedSize() > MOST_BYTES) {
            throw StorageFailure.invalid(
                    stream,
                    "MessageSize is too large. Max allowed: " + MOST_BYTES + " Actual: " + request.getSerializedSize());
        }
        Columns columns = streams.columns(table);
        Columns former = known.put(table, columns);
        if (former != null && !former.equals(columns)) {
            answer.setUpdatedSchema(columns.proto());
        }
        Long offset = request.hasOffset() ? request.getOffset().getValue() : null;
        TableStream created = streams.isDefault(stream) ? null : streams.find(stream);
        if (created != null) {
            created.check(offset);
        } else if (offset != null) {
            throw StorageFailure.invalid(stream, "Offset must not be set on the default stream");
        }
        RowReader rows = reader(table, columns);
        List<ByteString> serialized = request.getProtoRows().getRows().getSerializedRowsList();
        if (serialized.isEmpty()) {
            throw StorageFailure.invalid(stream, "Rows must not be empty");
        }
        if (rows.changes()) {
            change(table, created, read(serialized, rows::change, answer), answer);
        } else {
            insert(table, created, offset, read(serialized, rows::row, answer), answer);
        }
    }

    /** The table that a request is for; notes the stream and the schema that it brings. */
    private Table addressed(AppendRowsRequest request) {
        String target = request.getWriteStream().isEmpty() ? stream : request.getWriteStream();
        if (target.isEmpty()) {
            throw StorageFailure.invalid("AppendRows", "The first request must name the write stream");
        }
        boolean moved = !stream.isEmpty() && !target.equals(stream);
        if (moved && !(streams.isDefault(stream) && streams.isDefault(target))) {
            throw StorageFailure.invalid(target, "Only default streams can share a connection");
        }
        Table before = readerTable;
        remember(target, request);
        if (!request.hasProtoRows()) {
            throw StorageFailure.invalid(target, "Rows must be given as protocol buffers");
        }
        Table table = streams.tableOf(target);
        boolean other = moved && before != null && before != table;
        if (schema == null || (other && !request.getProtoRows().hasWriterSchema())) {
            throw StorageFailure.invalid(
                    target, "The writer schema must be in the first request and whenever the table changes");
        }
        return table;
    }

    private RowReader reader(Table table, Columns columns) {
        DescriptorProto sent = schema;
        if (sent == null) {
            throw new IllegalStateException("No schema");
        }
        RowReader ready = reader;
        if (ready == null || readerTable != table || !ready.columns().equals(columns)) {
            ready = new RowReader(stream, sent, table.definition(), columns);
            reader = ready;
            readerTable = table;
        }
        return ready;
    }

    /** Reads all rows, or notes what is wrong with them and gives none. */
    private <T> List<T> read(
            List<ByteString> serialized, Function<ByteString, T> one, AppendRowsResponse.Builder answer) {
        List<T> rows = new ArrayList<>(serialized.size());
        for (int i = 0; i < serialized.size(); i++) {
            try {
                rows.add(one.apply(serialized.get(i)));
            } catch (BadValue e) {
                answer.addRowErrors(RowError.newBuilder()
                        .setIndex(i)
                        .setCode(RowError.RowErrorCode.FIELDS_ERROR)
                        .setMessage(String.valueOf(e.getMessage())));
            }
        }
        if (answer.getRowErrorsCount() > 0) {
            throw StorageFailure.invalid(
                    stream,
                    "Errors found while processing rows. Please refer to the row_errors field for details."
                            + " The list may not be complete because of the size limitations.");
        }
        return rows;
    }

    private void insert(
            Table table,
            @Nullable TableStream created,
            @Nullable Long offset,
            List<@Nullable Object[]> rows,
            AppendRowsResponse.Builder answer) {
        if (Boolean.TRUE.equals(writtenByKey.putIfAbsent(table, false))) {
            throw StorageFailure.invalid(stream, "Rows without _CHANGE_TYPE after rows with it on one connection");
        }
        AppendRowsResponse.AppendResult.Builder result = AppendRowsResponse.AppendResult.newBuilder();
        if (created == null) {
            table.append(rows);
        } else {
            result.setOffset(Int64Value.of(created.append(offset, rows)));
        }
        answer.setAppendResult(result);
    }

    private void change(
            Table table, @Nullable TableStream created, List<Change> rows, AppendRowsResponse.Builder answer) {
        if (created != null) {
            throw StorageFailure.invalid(stream, "_CHANGE_TYPE can only be written to the default stream");
        }
        if (Boolean.FALSE.equals(writtenByKey.putIfAbsent(table, true))) {
            throw StorageFailure.invalid(stream, "Rows with _CHANGE_TYPE after rows without it on one connection");
        }
        try {
            for (Change change : rows) {
                table.checkSequenced(!change.sequence().equals(SequenceNumber.NONE));
            }
        } catch (BadValue e) {
            throw StorageFailure.invalid(stream, String.valueOf(e.getMessage()));
        }
        table.change(rows);
        answer.setAppendResult(AppendRowsResponse.AppendResult.getDefaultInstance());
    }
}
