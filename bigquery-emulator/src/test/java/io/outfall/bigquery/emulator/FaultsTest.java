// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.refusal;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.api.core.ApiFuture;
import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.api.gax.rpc.UnavailableException;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import io.grpc.Status.Code;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Faults;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.bigquery.emulator.fault.Stall;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String ORDERS = stream("orders") + "/_default";
    private static final Rows ROWS = Rows.of("id int64").row(1L);

    private final Clients bigquery = Clients.start();
    private final Faults faults = bigquery.emulator().faults();

    @BeforeEach
    void table() throws Exception {
        bigquery.create("orders", field("id", "INTEGER"));
    }

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void aRestCallIsAnsweredWithTheFaultThatIsNext() throws Exception {
        faults.next(Operation.TABLES_GET, Fault.quotaExceeded());
        faults.next(Operation.TABLES_GET, Fault.tooManyRequests());
        faults.next(Operation.TABLES_GET, Fault.unavailable());
        faults.next(Operation.TABLES_GET, Fault.permissionDenied());

        assertThat(refusal(() -> bigquery.get("orders"))).startsWith("403 quotaExceeded: Quota exceeded");
        assertThat(refusal(() -> bigquery.get("orders"))).startsWith("429 rateLimitExceeded");
        assertThat(refusal(() -> bigquery.get("orders"))).startsWith("503 backendError");
        assertThat(refusal(() -> bigquery.get("orders"))).startsWith("403 accessDenied: Access Denied");
        assertThat(bigquery.get("orders").getId()).isEqualTo("test:shop.orders");
        assertThat(bigquery.emulator().calls().count(Operation.TABLES_GET, "shop.orders"))
                .isEqualTo(5);
    }

    @Test
    void aFaultMayConcernOneTableOnly() throws Exception {
        bigquery.create("other", field("id", "INTEGER"));
        faults.always(Operation.TABLES_GET, "shop.orders", Fault.unavailable());

        assertThat(bigquery.get("other").getId()).isEqualTo("test:shop.other");
        assertThat(refusal(() -> bigquery.get("orders"))).startsWith("503");
        faults.clear();
        assertThat(bigquery.get("orders").getId()).isEqualTo("test:shop.orders");
    }

    @Test
    void aFaultMayMeetACallByItsNumberAndAllMayEndAfterOne() throws Exception {
        faults.nth(2, Fault.unavailable());
        faults.endAfter(3);
        assertThat(bigquery.get("orders").getId()).isEqualTo("test:shop.orders");
        assertThat(refusal(() -> bigquery.get("orders"))).startsWith("503");
        assertThat(bigquery.get("orders").getId()).isEqualTo("test:shop.orders");
        assertThatThrownBy(() -> bigquery.get("orders")).isInstanceOf(IOException.class);

        faults.clear();
        assertThat(bigquery.get("orders").getId()).isEqualTo("test:shop.orders");
        assertThat(bigquery.emulator().calls().count()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void aRestConnectionBreaksBeforeOrAfterTheEffect() {
        faults.next(Operation.TABLES_INSERT, 2, Fault.cutBefore());
        assertThatThrownBy(() -> bigquery.create("one", field("id", "INTEGER"))).isInstanceOf(IOException.class);
        faults.clear();
        faults.next(Operation.TABLES_INSERT, Fault.cutAfter());
        faults.next(Operation.TABLES_INSERT, Fault.cutBefore());
        assertThatThrownBy(() -> bigquery.create("two", field("id", "INTEGER"))).isInstanceOf(IOException.class);

        assertThat(refusal(() -> bigquery.get("one"))).startsWith("404");
        assertThat(refusal(() -> {
                    faults.clear();
                    bigquery.create("two", field("id", "INTEGER"));
                }))
                .startsWith("409");
    }

    @Test
    void anAppendIsRefusedInsideTheResponseOrWithTheConnection() {
        faults.next(Operation.APPEND_ROWS, Fault.quotaExceeded());
        faults.next(Operation.APPEND_ROWS, Fault.permissionDenied());
        try (Connection connection = new Connection(bigquery)) {
            AppendRowsResponse quota = connection.append(ORDERS, ROWS);

            assertThat(quota.getError().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.value());
            assertThatThrownBy(() -> connection.append(ORDERS, ROWS)).isInstanceOf(PermissionDeniedException.class);
        }
        assertThat(bigquery.query("SELECT * FROM shop.orders")).isEmpty();
    }

    @Test
    void aRefusedFirstAppendStillBringsNameAndSchema() {
        faults.next(Operation.APPEND_ROWS, Fault.inResponse(Code.RESOURCE_EXHAUSTED));
        try (Connection connection = new Connection(bigquery)) {
            connection.append(ORDERS, ROWS);
            AppendRowsResponse again = connection.send(AppendRowsRequest.newBuilder()
                    .setProtoRows(AppendRowsRequest.ProtoData.newBuilder().setRows(ROWS.rows()))
                    .build());

            assertThat(again.hasAppendResult()).isTrue();
        }
    }

    @Test
    void aStreamWriterGetsOverAnUnavailableServer() throws Exception {
        faults.next(Operation.APPEND_ROWS, 2, Fault.unavailable());
        try (StreamWriter writer = StreamWriter.newBuilder(ORDERS, bigquery.write())
                .setWriterSchema(ROWS.schema())
                .build()) {
            writer.append(ROWS.rows()).get();
        }

        assertThat(bigquery.query("SELECT id FROM shop.orders")).containsExactly(Map.of("id", 1L));
        assertThat(bigquery.emulator().calls().count(Operation.APPEND_ROWS)).isEqualTo(3);
    }

    @Test
    void rowsAreThereTwiceIfTheConnectionBrokeAfterTheyWereTaken() throws Exception {
        faults.next(Operation.APPEND_ROWS, Fault.cutAfter());
        try (StreamWriter writer = StreamWriter.newBuilder(ORDERS, bigquery.write())
                .setWriterSchema(ROWS.schema())
                .build()) {
            writer.append(ROWS.rows()).get();
        }

        assertThat(bigquery.query("SELECT id FROM shop.orders")).containsExactly(Map.of("id", 1L), Map.of("id", 1L));
    }

    @Test
    void aStalledAppendWaitsUntilItIsReleased() throws Exception {
        Stall stall = Fault.stall();
        faults.always(Operation.APPEND_ROWS, stall);
        try (StreamWriter writer = StreamWriter.newBuilder(ORDERS, bigquery.write())
                .setWriterSchema(ROWS.schema())
                .build()) {
            ApiFuture<AppendRowsResponse> answer = writer.append(ROWS.rows());
            await().until(() -> stall.waiting() == 1);
            assertThat(answer.isDone()).isFalse();
            assertThat(bigquery.emulator().openConnections()).isEqualTo(1);

            stall.release();

            assertThat(answer.get().hasAppendResult()).isTrue();
        }
        await().until(() -> bigquery.emulator().openConnections() == 0);
    }

    @Test
    void otherProceduresMeetFaultsToo() {
        faults.next(Operation.GET_WRITE_STREAM, Fault.permissionDenied());
        assertThatThrownBy(() -> bigquery.write().getWriteStream(ORDERS)).isInstanceOf(PermissionDeniedException.class);
        faults.always(Operation.CREATE_WRITE_STREAM, Fault.cutBefore());
        assertThatThrownBy(() -> bigquery.write()
                        .createWriteStreamCallable()
                        .call(
                                com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest.newBuilder()
                                        .setParent(stream("orders"))
                                        .setWriteStream(com.google.cloud.bigquery.storage.v1.WriteStream.newBuilder()
                                                .setType(
                                                        com.google.cloud.bigquery.storage.v1.WriteStream.Type
                                                                .COMMITTED))
                                        .build(),
                                com.google.api.gax.grpc.GrpcCallContext.createDefault()
                                        .withTimeoutDuration(java.time.Duration.ofSeconds(2))
                                        .withRetryableCodes(java.util.Set.of())))
                .isInstanceOf(UnavailableException.class);
        assertThat(bigquery.emulator().streams("shop.orders")).isEmpty();
    }
}
