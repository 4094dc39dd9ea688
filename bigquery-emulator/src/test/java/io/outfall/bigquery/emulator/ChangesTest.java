// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.required;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {

    private static final String ORDERS = stream("orders") + "/_default";

    private final Clients bigquery = Clients.start();

    @BeforeEach
    void table() throws Exception {
        bigquery.createKeyed("orders", "id", required("id", "INTEGER"), required("note", "STRING"));
    }

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void anUpsertReplacesTheRowOfItsKeyAndADeleteRemovesIt() {
        append(changes().row(1L, "one", "UPSERT", "1").row(2L, "two", "UPSERT", "2"));
        append(changes().row(1L, "ONE", "UPSERT", "3").row(2L, null, "DELETE", "4"));

        assertThat(rows()).isEqualTo("1=ONE");
    }

    @Test
    void theGreatestSequenceNumberWinsInWhateverOrderItComes() {
        append(changes().row(1L, "late", "UPSERT", "A").row(1L, "early", "UPSERT", "9"));

        assertThat(rows()).isEqualTo("1=late");
    }

    @Test
    void aDeletionIsRememberedWhenAnEarlierRowComesAfterIt() {
        append(changes().row(1L, null, "DELETE", "5"));
        rows();
        append(changes().row(1L, "older", "UPSERT", "4"));

        assertThat(rows()).isEmpty();
    }

    @Test
    void ofEqualSequenceNumbersTheLatestWins() {
        append(changes().row(1L, "first", "UPSERT", "7"));
        append(changes().row(1L, "second", "UPSERT", "07"));

        assertThat(rows()).isEqualTo("1=second");
    }

    @ParameterizedTest
    @CsvSource({
        "9, A",
        "FF, 100",
        "0/FFFFFFFFFFFFFFFF, 1/0",
        "1/9, 1/a",
        "7FFFFFFFFFFFFFFF, 8000000000000000",
        "1/2/3/4, 1/2/3/5",
        "1, 1/0"
    })
    void sectionsAreComparedAsNumbers(String smaller, String greater) {
        append(changes().row(1L, "greater", "UPSERT", greater));
        append(changes().row(1L, "smaller", "UPSERT", smaller));

        assertThat(rows()).isEqualTo("1=greater");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "1/2/3/4/5", "1//2", "12345678901234567", "-1", "1 "})
    void otherSequenceNumbersAreRowErrors(String number) {
        AppendRowsResponse answer = append(changes().row(1L, "x", "UPSERT", number));

        assertThat(Connection.rowErrors(answer))
                .singleElement()
                .asString()
                .startsWith("0 Invalid _CHANGE_SEQUENCE_NUMBER '" + number + "'");
    }

    @Test
    void withoutSequenceNumbersTheLatestWins() {
        append(unordered().row(1L, "first", "UPSERT").row(1L, "second", "UPSERT"));

        assertThat(rows()).isEqualTo("1=second");
    }

    @Test
    void rowsWithAndWithoutSequenceNumberAreNotMixed() {
        append(changes().row(1L, "one", "UPSERT", "1"));
        AppendRowsResponse answer = append(unordered().row(2L, "two", "UPSERT"));

        assertThat(answer.getError().getMessage()).contains("must not be mixed in table test:shop.orders");
        assertThat(rows()).isEqualTo("1=one");
    }

    @Test
    void anUpsertNeedsAllRequiredColumnsAndADeleteOnlyTheKey() {
        AppendRowsResponse upsert = append(changes().row(1L, null, "UPSERT", "1"));
        AppendRowsResponse delete = append(changes().row(null, "x", "DELETE", "1"));

        assertThat(Connection.rowErrors(upsert)).containsExactly("0 Field note: required field is missing");
        assertThat(Connection.rowErrors(delete)).containsExactly("0 Field id: required field is missing");
    }

    @Test
    void theTypeOfAChangeIsUpsertOrDelete() {
        AppendRowsResponse answer = append(
                changes().row(1L, "x", "INSERT", "1").row(1L, "x", null, "1").row(1L, "x", "upsert", "1"));

        assertThat(Connection.rowErrors(answer))
                .containsExactly(
                        "0 Invalid _CHANGE_TYPE 'INSERT': UPSERT or DELETE is expected",
                        "1 Invalid _CHANGE_TYPE 'null': UPSERT or DELETE is expected",
                        "2 Invalid _CHANGE_TYPE 'upsert': UPSERT or DELETE is expected");
    }

    @Test
    void aTableWithoutPrimaryKeyTakesNoChanges() throws Exception {
        bigquery.create("log", field("id", "INTEGER"), field("note", "STRING"));

        AppendRowsResponse answer = Connection.once(
                bigquery,
                Connection.request(stream("log") + "/_default", changes().row(1L, "x", "UPSERT", "1")));

        assertThat(answer.getError().getMessage()).startsWith("_CHANGE_TYPE needs a table with a primary key");
    }

    @Test
    void onlyTheDefaultStreamTakesChanges() {
        String created = bigquery.write()
                .createWriteStream(CreateWriteStreamRequest.newBuilder()
                        .setParent(stream("orders"))
                        .setWriteStream(WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED))
                        .build())
                .getName();

        AppendRowsResponse answer =
                Connection.once(bigquery, Connection.request(created, changes().row(1L, "x", "UPSERT", "1")));

        assertThat(answer.getError().getMessage()).startsWith("_CHANGE_TYPE can only be written to the default stream");
    }

    @Test
    void plainRowsDoNotFollowChangesOnOneConnection() {
        try (Connection connection = new Connection(bigquery)) {
            connection.append(ORDERS, changes().row(1L, "x", "UPSERT", "1"));
            AppendRowsResponse plain =
                    connection.append(ORDERS, Rows.of("id int64", "note string").row(2L, "y"));

            assertThat(plain.getError().getMessage()).contains("Rows without _CHANGE_TYPE after rows with it");
        }
    }

    @Test
    void anUpsertReplacesAPlainRowToo() {
        append(Rows.of("id int64", "note string").row(1L, "plain"));
        append(changes().row(1L, "changed", "UPSERT", "1"));

        assertThat(rows()).isEqualTo("1=changed");
    }

    @Test
    void keysOfSeveralColumnsAreOneKey() throws Exception {
        bigquery.create(Clients.table("stock", field("shop", "STRING"), field("at", "TIMESTAMP"), field("n", "INTEGER"))
                .setTableConstraints(Clients.primaryKey("shop", "at")));
        Rows rows = Rows.of("shop string", "at int64", "n int64", "_change_type string")
                .row("a", 1L, 1L, "UPSERT")
                .row("a", 2L, 2L, "UPSERT")
                .row("a", 1L, 3L, "UPSERT");

        Connection.once(bigquery, Connection.request(stream("stock") + "/_default", rows));

        assertThat(bigquery.query("SELECT n FROM shop.stock ORDER BY n"))
                .containsExactly(Map.of("n", 2L), Map.of("n", 3L));
    }

    private static Rows changes() {
        return Rows.of("id int64", "note string", "_CHANGE_TYPE string", "_CHANGE_SEQUENCE_NUMBER string");
    }

    private static Rows unordered() {
        return Rows.of("id int64", "note string", "_CHANGE_TYPE string");
    }

    private AppendRowsResponse append(Rows rows) {
        return Connection.once(bigquery, Connection.request(ORDERS, rows));
    }

    /** All rows as {@code id=note}. */
    private String rows() {
        return bigquery.query("SELECT id || '=' || note AS pair FROM shop.orders ORDER BY id").stream()
                .map(row -> String.valueOf(row.get("pair")))
                .collect(java.util.stream.Collectors.joining(" "));
    }
}
