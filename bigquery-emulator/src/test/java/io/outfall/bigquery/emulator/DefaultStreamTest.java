// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.repeated;
import static io.outfall.bigquery.emulator.Clients.required;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.gax.rpc.NotFoundException;
import com.google.api.services.bigquery.model.Table;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializationError;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.Int64Value;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefaultStreamTest {

    private static final String ORDERS = stream("orders") + "/_default";

    private final Clients bigquery = Clients.start();

    @BeforeEach
    void table() throws Exception {
        bigquery.create("orders", required("id", "INTEGER"), field("note", "STRING"));
    }

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void rowsAreVisibleOnceAcknowledged() throws Exception {
        Rows rows = Rows.of("id int64", "note string").row(1L, "first").row(2L, "second");

        AppendRowsResponse answer;
        try (StreamWriter writer = StreamWriter.newBuilder(ORDERS, bigquery.write())
                .setWriterSchema(rows.schema())
                .build()) {
            answer = writer.append(rows.rows()).get();
        }

        assertThat(answer.getAppendResult().hasOffset()).isFalse();
        assertThat(answer.getWriteStream()).isEqualTo(ORDERS);
        assertThat(bigquery.query("SELECT id, note FROM shop.orders ORDER BY id"))
                .containsExactly(Map.of("id", 1L, "note", "first"), Map.of("id", 2L, "note", "second"));
    }

    @Test
    void aJsonWriterFindsTheColumnsByItself() throws Exception {
        try (JsonStreamWriter writer =
                JsonStreamWriter.newBuilder(ORDERS, bigquery.write()).build()) {
            writer.append(new JSONArray(List.of(new JSONObject(Map.of("id", 7, "note", "seven")))))
                    .get();
        }

        assertThat(bigquery.query("SELECT id, note FROM shop.orders"))
                .containsExactly(Map.of("id", 7L, "note", "seven"));
    }

    @Test
    void fieldsMatchColumnsInAnyCase() {
        append(Rows.of("ID int64", "Note string").row(1L, "x"));

        assertThat(bigquery.query("SELECT id, note FROM shop.orders")).containsExactly(Map.of("id", 1L, "note", "x"));
    }

    @Test
    void oneBadRowKeepsAllOthersOut() {
        AppendRowsResponse answer =
                append(Rows.of("id int64", "note string").row(1L, "good").row(null, "bad"));

        assertThat(answer.getError().getCode()).isEqualTo(Code.INVALID_ARGUMENT.value());
        assertThat(Connection.rowErrors(answer)).containsExactly("1 Field id: required field is missing");
        assertThat(bigquery.query("SELECT * FROM shop.orders")).isEmpty();
    }

    @Test
    void rowErrorsReachTheUserOfAStreamWriter() throws Exception {
        Rows rows = Rows.of("id int64").row(1L).row((Object) null);
        try (StreamWriter writer = StreamWriter.newBuilder(ORDERS, bigquery.write())
                .setWriterSchema(rows.schema())
                .build()) {
            ExecutionException failed = catchThrowableOfType(
                    ExecutionException.class, () -> writer.append(rows.rows()).get());

            assertThat(failed)
                    .cause()
                    .isInstanceOfSatisfying(
                            AppendSerializationError.class,
                            error -> assertThat(error.getRowIndexToErrorMessage())
                                    .isEqualTo(Map.of(1, "Field id: required field is missing")));
        }
    }

    @Test
    void aFieldWithoutAColumnIsRefused() {
        AppendRowsResponse answer = append(Rows.of("id int64", "colour string").row(1L, "red"));

        assertThat(answer.getError().getMessage())
                .isEqualTo(
                        "Input schema has more fields than BigQuery schema, extra fields: 'colour' Entity: " + ORDERS);
        assertThat(answer.getError().getDetails(0).getTypeUrl()).endsWith("StorageError");
    }

    @Test
    void aFieldOfAnotherTypeThanTheColumnIsRefused() {
        AppendRowsResponse answer = append(Rows.of("id string").row("1"));

        assertThat(answer.getError().getMessage())
                .isEqualTo(
                        "The proto field mismatched with BigQuery field at id, the proto field type STRING, BigQuery field type INTEGER Entity: "
                                + ORDERS);
    }

    @Test
    void aRepeatedFieldFitsARepeatedColumnAlone() throws Exception {
        bigquery.create("tags", repeated("tags", "STRING"));

        AppendRowsResponse single = append("tags", Rows.of("tags string").row("one"));
        AppendRowsResponse many = append(
                "tags", Rows.of("tags repeated string").row(List.of("a", "b")).row());

        assertThat(single.getError().getMessage())
                .contains("the proto field type STRING, BigQuery field type REPEATED");
        assertThat(many.hasAppendResult()).isTrue();
        assertThat(bigquery.query("SELECT tags FROM shop.tags"))
                .containsExactly(Map.of("tags", List.of("a", "b")), Map.of("tags", List.of()));
    }

    @Test
    void aMessageWithoutARequiredColumnIsRefusedAsAWhole() {
        AppendRowsResponse answer = append(Rows.of("note string").row("x"));

        assertThat(answer.getError().getMessage())
                .isEqualTo("The required fields [id] are missing in the proto message Entity: " + ORDERS);
    }

    @Test
    void theDefaultStreamTakesNoOffset() {
        AppendRowsResponse answer = Connection.once(
                bigquery,
                Connection.request(ORDERS, Rows.of("id int64").row(1L)).toBuilder()
                        .setOffset(Int64Value.of(0))
                        .build());

        assertThat(answer.getError().getMessage())
                .isEqualTo("Offset must not be set on the default stream Entity: " + ORDERS);
    }

    @Test
    void aRequestBeyondTwentyMegabytesIsRefused() {
        String half = "x".repeat(10 * 1024 * 1024);

        AppendRowsResponse small = append(Rows.of("id int64", "note string").row(1L, half));
        AppendRowsResponse large =
                append(Rows.of("id int64", "note string").row(2L, half).row(3L, half));

        assertThat(small.hasAppendResult()).isTrue();
        assertThat(large.getError().getMessage()).contains("MessageSize is too large. Max allowed: 20971520");
        assertThat(bigquery.query("SELECT id FROM shop.orders")).containsExactly(Map.of("id", 1L));
    }

    @Test
    void nameAndSchemaComeInTheFirstRequestOnly() {
        Rows rows = Rows.of("id int64").row(1L);
        AppendRowsRequest later = AppendRowsRequest.newBuilder()
                .setProtoRows(AppendRowsRequest.ProtoData.newBuilder().setRows(rows.rows()))
                .build();
        try (Connection connection = new Connection(bigquery)) {
            assertThat(connection.send(later).getError().getMessage()).contains("The first request must name");
            assertThat(connection.append(ORDERS, rows).hasAppendResult()).isTrue();
            assertThat(connection.send(later).hasAppendResult()).isTrue();
        }
    }

    @Test
    void aWriterMayChangeItsSchemaWithinAConnection() {
        try (Connection connection = new Connection(bigquery)) {
            connection.append(ORDERS, Rows.of("id int64").row(1L));
            connection.append(ORDERS, Rows.of("note string", "id int64").row("two", 2L));
        }

        assertThat(bigquery.query("SELECT note FROM shop.orders WHERE id = 2")).containsExactly(Map.of("note", "two"));
    }

    @Test
    void tablesShareAConnectionIfEachChangeBringsTheSchema() throws Exception {
        bigquery.create("customers", field("name", "STRING"));
        Rows customers = Rows.of("name string").row("Ada");
        String name = stream("customers") + "/streams/_default";
        try (Connection connection = new Connection(bigquery)) {
            connection.append(ORDERS, Rows.of("id int64").row(1L));
            AppendRowsResponse without = connection.send(AppendRowsRequest.newBuilder()
                    .setWriteStream(name)
                    .setProtoRows(AppendRowsRequest.ProtoData.newBuilder().setRows(customers.rows()))
                    .build());
            AppendRowsResponse with = connection.append(name, customers);

            assertThat(without.getError().getMessage()).contains("whenever the table changes");
            assertThat(with.hasAppendResult()).isTrue();
        }
        assertThat(bigquery.query("SELECT name FROM shop.customers")).containsExactly(Map.of("name", "Ada"));
    }

    @Test
    void aNewColumnIsToldToConnectionsThatAreOpen() throws Exception {
        Rows rows = Rows.of("id int64").row(1L);
        try (Connection connection = new Connection(bigquery)) {
            AppendRowsResponse before = connection.append(ORDERS, rows);
            bigquery.patch(
                    "orders",
                    new Table()
                            .setSchema(Clients.schema(
                                    required("id", "INTEGER"), field("note", "STRING"), field("price", "NUMERIC"))));
            AppendRowsResponse after = connection.append(ORDERS, rows);
            AppendRowsResponse again = connection.append(ORDERS, rows);

            assertThat(before.hasUpdatedSchema()).isFalse();
            assertThat(after.getUpdatedSchema().getFieldsList())
                    .extracting(column -> column.getName())
                    .containsExactly("id", "note", "price");
            assertThat(after.hasAppendResult()).isTrue();
            assertThat(again.hasUpdatedSchema()).isFalse();
        }
        assertThat(bigquery.query("SELECT count(*) AS n, count(price) AS p FROM shop.orders"))
                .containsExactly(Map.of("n", 3L, "p", 0L));
    }

    @Test
    void aMissingTableIsNotFound() {
        assertThatThrownBy(() -> append("nowhere", Rows.of("id int64").row(1L)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Entity: " + stream("nowhere"));
    }

    @Test
    void aDroppedTableIsNotFoundOnOpenConnectionsEither() throws Exception {
        try (Connection connection = new Connection(bigquery)) {
            connection.append(ORDERS, Rows.of("id int64").row(1L));
            bigquery.rest().tables().delete("test", "shop", "orders").execute();

            assertThatThrownBy(
                            () -> connection.append(ORDERS, Rows.of("id int64").row(2L)))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    private AppendRowsResponse append(Rows rows) {
        return append("orders", rows);
    }

    private AppendRowsResponse append(String table, Rows rows) {
        return Connection.once(bigquery, Connection.request(stream(table) + "/_default", rows));
    }
}
