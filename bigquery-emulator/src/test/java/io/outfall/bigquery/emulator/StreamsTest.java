// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status.Code;
import io.outfall.bigquery.emulator.write.StreamState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private final Clients bigquery = Clients.start();

    @BeforeEach
    void table() throws Exception {
        bigquery.create("orders", field("id", "INTEGER"));
    }

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void aCommittedStreamTakesEachOffsetOnceAndInOrder() throws Exception {
        String name = create(WriteStream.Type.COMMITTED);

        AppendRowsResponse first = append(name, 0, 1L, 2L);
        AppendRowsResponse repeated = append(name, 0, 1L, 2L);
        AppendRowsResponse gap = append(name, 5, 6L);
        AppendRowsResponse next = append(name, 2, 3L);

        assertThat(first.getAppendResult().getOffset().getValue()).isZero();
        assertThat(repeated.getError().getCode()).isEqualTo(Code.ALREADY_EXISTS.value());
        assertThat(detail(repeated)).isEqualTo(StorageError.StorageErrorCode.OFFSET_ALREADY_EXISTS);
        assertThat(gap.getError().getCode()).isEqualTo(Code.OUT_OF_RANGE.value());
        assertThat(detail(gap)).isEqualTo(StorageError.StorageErrorCode.OFFSET_OUT_OF_RANGE);
        assertThat(next.getAppendResult().getOffset().getValue()).isEqualTo(2);
        assertThat(ids()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aStreamWriterTellsTheOffsetsApart() throws Exception {
        Rows rows = Rows.of("id int64").row(1L);
        try (StreamWriter writer = StreamWriter.newBuilder(create(WriteStream.Type.COMMITTED), bigquery.write())
                .setWriterSchema(rows.schema())
                .build()) {
            writer.append(rows.rows(), 0).get();

            ExecutionException again = catchThrowableOfType(
                    ExecutionException.class,
                    () -> writer.append(rows.rows(), 0).get());
            ExecutionException beyond = catchThrowableOfType(
                    ExecutionException.class,
                    () -> writer.append(rows.rows(), 9).get());

            assertThat(again)
                    .cause()
                    .isInstanceOfSatisfying(
                            Exceptions.OffsetAlreadyExists.class,
                            error -> assertThat(error.getExpectedOffset()).isEqualTo(1));
            assertThat(beyond).hasCauseInstanceOf(Exceptions.OffsetOutOfRange.class);
        }
    }

    @Test
    void withoutAnOffsetRowsGoToTheEnd() {
        String name = create(WriteStream.Type.COMMITTED);
        append(name, 0, 1L);

        AppendRowsResponse answer = Connection.once(
                bigquery, Connection.request(name, Rows.of("id int64").row(2L)));

        assertThat(answer.getAppendResult().getOffset().getValue()).isEqualTo(1);
    }

    @Test
    void aRefusedAppendTakesNoOffset() {
        String name = create(WriteStream.Type.COMMITTED);
        Rows bad = Rows.of("id int64", "other string").row(1L, "x");

        Connection.once(bigquery, Connection.request(name, 0, bad));

        assertThat(append(name, 0, 1L).hasAppendResult()).isTrue();
    }

    @Test
    void aFinalisedStreamTakesNoMoreRows() throws Exception {
        String name = create(WriteStream.Type.COMMITTED);
        append(name, 0, 1L);

        long rows = bigquery.write().finalizeWriteStream(name).getRowCount();
        AppendRowsResponse late = append(name, 1, 2L);

        assertThat(rows).isEqualTo(1);
        assertThat(detail(late)).isEqualTo(StorageError.StorageErrorCode.STREAM_FINALIZED);
        assertThat(bigquery.emulator().streams("shop.orders"))
                .containsExactly(new StreamState(name, "COMMITTED", 1, true, false));
        assertThat(bigquery.emulator().openStreams("shop.orders")).isEmpty();
    }

    @Test
    void pendingRowsAppearWithTheCommitOfTheirFinalisedStreams() throws Exception {
        String one = create(WriteStream.Type.PENDING);
        String two = create(WriteStream.Type.PENDING);
        append(one, 0, 1L);
        append(two, 0, 2L);
        bigquery.write().finalizeWriteStream(one);

        BatchCommitWriteStreamsResponse early = commit(one, two);
        List<Object> before = ids();
        bigquery.write().finalizeWriteStream(two);
        BatchCommitWriteStreamsResponse due = commit(one, two);
        BatchCommitWriteStreamsResponse again = commit(one, two);

        assertThat(early.hasCommitTime()).isFalse();
        assertThat(early.getStreamErrors(0).getCode()).isEqualTo(StorageError.StorageErrorCode.INVALID_STREAM_STATE);
        assertThat(before).isEmpty();
        assertThat(due.hasCommitTime()).isTrue();
        assertThat(again.getStreamErrorsList())
                .extracting(StorageError::getCode)
                .containsExactly(
                        StorageError.StorageErrorCode.STREAM_ALREADY_COMMITTED,
                        StorageError.StorageErrorCode.STREAM_ALREADY_COMMITTED);
        assertThat(ids()).containsExactly(1L, 2L);
    }

    @Test
    void bufferedRowsAppearUpToTheOffsetThatIsFlushed() {
        String name = create(WriteStream.Type.BUFFERED);
        append(name, 0, 1L, 2L, 3L);

        bigquery.write()
                .flushRows(FlushRowsRequest.newBuilder()
                        .setWriteStream(name)
                        .setOffset(Int64Value.of(1))
                        .build());

        assertThat(ids()).containsExactly(1L, 2L);
        assertThatThrownBy(() -> bigquery.write()
                        .flushRows(FlushRowsRequest.newBuilder()
                                .setWriteStream(name)
                                .setOffset(Int64Value.of(3))
                                .build()))
                .hasMessageContaining("beyond the end of the stream");
    }

    @Test
    void aStreamIsDescribedWithOrWithoutItsColumns() {
        String name = create(WriteStream.Type.COMMITTED);

        WriteStream basic = bigquery.write().getWriteStream(name);
        WriteStream full = bigquery.write()
                .getWriteStream(GetWriteStreamRequest.newBuilder()
                        .setName(stream("orders") + "/streams/_default")
                        .setView(WriteStreamView.FULL)
                        .build());

        assertThat(basic.getType()).isEqualTo(WriteStream.Type.COMMITTED);
        assertThat(basic.hasTableSchema()).isFalse();
        assertThat(full.getTableSchema().getFields(0).getName()).isEqualTo("id");
    }

    @Test
    void streamsMayBeLostWhileTheirRowsStay() throws Exception {
        String name = create(WriteStream.Type.COMMITTED);
        append(name, 0, 1, 2);

        bigquery.emulator().forgetStreams("shop.orders");

        assertThat(bigquery.emulator().streams("shop.orders")).isEmpty();
        assertThatThrownBy(() -> bigquery.write().finalizeWriteStream(name)).isInstanceOf(NotFoundException.class);
        assertThat(ids()).containsExactly(1L, 2L);
    }

    @Test
    void streamsGoWithTheirTable() throws Exception {
        String name = create(WriteStream.Type.COMMITTED);
        bigquery.rest().tables().delete("test", "shop", "orders").execute();
        bigquery.create("orders", field("id", "INTEGER"));

        assertThatThrownBy(() -> append(name, 0, 1L)).isInstanceOf(NotFoundException.class);
    }

    private String create(WriteStream.Type type) {
        return bigquery.write()
                .createWriteStream(CreateWriteStreamRequest.newBuilder()
                        .setParent(stream("orders"))
                        .setWriteStream(WriteStream.newBuilder().setType(type))
                        .build())
                .getName();
    }

    private AppendRowsResponse append(String name, long offset, long... ids) {
        Rows rows = Rows.of("id int64");
        for (long id : ids) {
            rows.row(id);
        }
        return Connection.once(bigquery, Connection.request(name, offset, rows));
    }

    private BatchCommitWriteStreamsResponse commit(String... names) {
        return bigquery.write()
                .batchCommitWriteStreams(BatchCommitWriteStreamsRequest.newBuilder()
                        .setParent(stream("orders"))
                        .addAllWriteStreams(List.of(names))
                        .build());
    }

    private List<Object> ids() {
        return bigquery.query("SELECT id FROM shop.orders ORDER BY id").stream()
                .flatMap(row -> ((Map<String, ?>) row).values().stream())
                .map(Object.class::cast)
                .toList();
    }

    private static StorageError.StorageErrorCode detail(AppendRowsResponse answer)
            throws InvalidProtocolBufferException {
        return answer.getError().getDetails(0).unpack(StorageError.class).getCode();
    }
}
