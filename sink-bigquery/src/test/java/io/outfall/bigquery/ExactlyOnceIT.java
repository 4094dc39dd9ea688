// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import io.grpc.Status;
import io.outfall.bigquery.emulator.BigQueryEmulator;
import io.outfall.bigquery.emulator.fault.Calls;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.bigquery.emulator.fault.Stall;
import io.outfall.bigquery.emulator.write.StreamState;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each record is in a log once, whatever goes wrong on the way. */
@Timeout(60)
class ExactlyOnceIT {
    private static final Map<String, String> SMALL_BATCHES = Map.of("batch.rows", "4");

    private static Warehouse warehouse;
    private static BigQueryEmulator emulator;

    @BeforeAll
    static void open() {
        warehouse = new Warehouse();
        emulator = warehouse.emulator();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void begin() throws IOException {
        emulator.faults().clear();
        warehouse.drop("public_notes");
        warehouse.drop("_outfall_public_notes");
    }

    private static void write(Map<String, String> settings, List<SinkRecord> records) {
        try (TaskRun run = warehouse.run(settings)) {
            run.put(records);
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }
    }

    private static void assertOnce(int... offsets) {
        assertThat(warehouse.query("SELECT __offset, id FROM " + Notes.TABLE + " ORDER BY 1"))
                .containsExactly(IntStream.of(offsets)
                        .mapToObj(offset -> offset + " | " + offset)
                        .toArray(String[]::new));
    }

    private static int[] upTo(int end) {
        return IntStream.range(0, end).toArray();
    }

    private static StreamState onlyOpenStream() {
        assertThat(emulator.openStreams(Notes.TABLE)).hasSize(1);
        return emulator.openStreams(Notes.TABLE).get(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"TABLES_GET", "TABLES_INSERT", "CREATE_WRITE_STREAM", "QUERY", "APPEND_ROWS"})
    void aReplyThatIsLostIsFoundOutAbout(Operation operation) {
        emulator.faults().next(operation, 2, Fault.cutAfter());

        write(SMALL_BATCHES, Notes.notes(0, 0, 10));
        emulator.faults().next(operation, 2, Fault.cutAfter());
        write(SMALL_BATCHES, Notes.notes(0, 0, 20));

        assertOnce(upTo(20));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "INTERNAL", "ABORTED", "RESOURCE_EXHAUSTED", "DEADLINE_EXCEEDED"})
    void appendsThatFailForPassingReasonsAreRepeated(Status.Code code) {
        emulator.faults().next(Operation.APPEND_ROWS, Fault.status(code));
        emulator.faults().next(Operation.APPEND_ROWS, Fault.inResponse(code));

        write(SMALL_BATCHES, Notes.notes(0, 0, 10));

        assertOnce(upTo(10));
    }

    @Test
    void anAppendThatArrivesAfterItsRepetitionChangesNothing() {
        Stall stall = Fault.stall();
        emulator.faults().next(Operation.APPEND_ROWS, stall);
        try (TaskRun run = warehouse.run(Map.of("batch.rows", "4", "bigquery.request.timeout.ms", "500"))) {
            run.put(Notes.notes(0, 0, 10));
            run.awaitDurable();
            assertOnce(upTo(10));

            stall.release();
            run.put(Notes.notes(0, 10, 20));
            run.awaitDurable();
        }
        assertOnce(upTo(20));
    }

    @Test
    void aQueryMayTakeLongerThanOneRequest() {
        write(SMALL_BATCHES, Notes.notes(0, 0, 10));
        emulator.faults().next(Operation.QUERY, Fault.unfinished());
        emulator.faults().next(Operation.QUERY_RESULTS, 3, Fault.unfinished());

        write(SMALL_BATCHES, Notes.notes(0, 0, 20));

        assertOnce(upTo(20));
    }

    @Test
    void aStreamThatBigQueryHasNoMoreIsReplaced() {
        try (TaskRun run = warehouse.run(SMALL_BATCHES)) {
            run.put(Notes.notes(0, 0, 10));
            run.awaitDurable();
            emulator.forgetStreams(Notes.TABLE);
            run.put(Notes.notes(0, 10, 20));
            run.awaitDurable();
        }
        write(SMALL_BATCHES, Notes.notes(0, 0, 30));

        assertOnce(upTo(30));
        assertThat(onlyOpenStream().rows()).isEqualTo(20);
    }

    @Test
    void aStreamThatSomebodyFinishedIsReplaced() throws IOException {
        try (TaskRun run = warehouse.run(SMALL_BATCHES);
                BigQueryWriteClient client = client()) {
            run.put(Notes.notes(0, 0, 10));
            run.awaitDurable();
            client.finalizeWriteStream(onlyOpenStream().name());
            run.put(Notes.notes(0, 10, 20));
            run.awaitDurable();
        }
        assertOnce(upTo(20));
        assertThat(onlyOpenStream().rows()).isEqualTo(10);
    }

    @Test
    void twoTasksThatBothBelieveToOwnAPartitionWriteEachRowOnceBetweenThem() {
        try (TaskRun one = warehouse.run(SMALL_BATCHES);
                TaskRun other = warehouse.run(SMALL_BATCHES)) {
            for (int from = 0; from < 40; from += 10) {
                one.put(Notes.notes(0, from, from + 10));
                other.put(Notes.notes(0, from, from + 10));
            }
            one.awaitDurable();
            other.awaitDurable();
        }
        assertOnce(upTo(40));
        assertThat(emulator.openStreams(Notes.TABLE))
                .as("a stream that was not agreed on has no rows")
                .extracting(StreamState::rows)
                .contains(40L);
    }

    @Test
    void aRowThatBigQueryRefusesIsRejectedAndReportedAgainWhenItIsReadAgain() {
        List<SinkRecord> notes = Notes.notes(0, 0, 10);
        ((Struct) notes.get(3).value()).put("place", Notes.halfALine());
        for (int time = 0; time < 2; time++) {
            try (TaskRun run = warehouse.run(SMALL_BATCHES)) {
                run.put(notes);
                run.awaitDurable();
                assertThat(run.context().reported())
                        .singleElement()
                        .satisfies(reported -> assertThat(reported.record()).isSameAs(notes.get(3)));
            }
        }
        assertOnce(0, 1, 2, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void offsetsThatAreSetBackFillInWhatIsMissing() {
        List<SinkRecord> notes = Notes.notes(0, 0, 30);
        List<SinkRecord> some =
                notes.stream().filter(note -> note.kafkaOffset() % 3 != 1).toList();

        write(SMALL_BATCHES, some);
        write(SMALL_BATCHES, notes);

        assertOnce(upTo(30));
    }

    @Test
    void columnsThatAreAddedLeaveTheStreamAsItIs() {
        try (TaskRun run = warehouse.run(SMALL_BATCHES)) {
            run.put(Notes.notes(0, 0, 10));
            run.awaitDurable();
            run.put(List.of(Notes.record(
                    Notes.TOPIC,
                    0,
                    10,
                    new Struct(SchemaBuilder.struct()
                                    .field("id", Schema.INT64_SCHEMA)
                                    .field("more", Schema.OPTIONAL_STRING_SCHEMA)
                                    .build())
                            .put("id", 10L)
                            .put("more", "x"))));
            run.put(Notes.notes(0, 11, 20));
            run.awaitDurable();
        }
        assertOnce(upTo(20));
        assertThat(onlyOpenStream().rows()).isEqualTo(20);
    }

    @Test
    void aTableThatWasRemovedIsFilledAnew() throws IOException {
        write(SMALL_BATCHES, Notes.notes(0, 0, 10));
        warehouse.drop("public_notes");
        write(SMALL_BATCHES, Notes.notes(0, 5, 10));

        assertOnce(5, 6, 7, 8, 9);
    }

    @Test
    void aTopicThatWasMadeAnewIsNotTakenForTheOneThatTheLogHas() {
        write(Map.of(), at(1_700_000_000_000L, Notes.notes(0, 0, 10)));

        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(at(1_700_009_999_000L, Notes.notes(0, 0, 5)));
            assertThatThrownBy(run::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "The table shop.public_notes has a row of shop.public.notes-0@0 already, and it"
                                    + " is of another record: one with the timestamp 1700000000000, not 1700009999000.");
        }
        assertOnce(upTo(10));
    }

    @Test
    void rowsOfATopicThatIsNoMoreDoNotCountWhereTheSettingsSaySinceWhen() {
        write(Map.of(), at(1_700_000_000_000L, Notes.notes(0, 0, 3)));
        Map<String, String> since = Map.of("delivery.topic.since", "2023-11-14T23:00:00Z");
        write(since, at(1_700_009_999_000L, Notes.notes(0, 0, 4)));
        write(since, at(1_700_009_999_000L, Notes.notes(0, 0, 5)));

        assertOnce(0, 0, 1, 1, 2, 2, 3, 4);
    }

    @Test
    void theSettingsAreRefusedWhereALogCouldNotTellWhatItHas() {
        Map<String, String> without = new HashMap<>();
        for (String column : List.of("topic", "partition", "offset", "kafka.time")) {
            without.put("metadata." + column + ".column", "");
        }
        assertThat(new BigQuerySinkConnector()
                        .validate(warehouse.settings(without)).configValues().stream()
                                .flatMap(value -> value.errorMessages().stream()))
                .containsExactlyInAnyOrder(
                        "metadata.topic.column must not be empty with delivery.guarantee=exactly-once",
                        "metadata.partition.column must not be empty with delivery.guarantee=exactly-once",
                        "metadata.offset.column must not be empty with delivery.guarantee=exactly-once",
                        "metadata.kafka.time.column must not be empty with delivery.guarantee=exactly-once, unless"
                                + " delivery.topic.check=false");
        without.put("delivery.guarantee", "at-least-once");
        write(without, Notes.notes(0, 0, 3));
        assertThat(warehouse.query("SELECT count(*) FROM " + Notes.TABLE)).containsExactly("3");
    }

    @Test
    void aPartitionThatIsTakenOverCostsOneQueryAndOneRefusedAppend() {
        write(Map.of(), Notes.notes(0, 0, 10));
        emulator.calls().reset();

        write(Map.of(), Notes.notes(0, 10, 20));

        Calls calls = emulator.calls();
        assertThat(calls.count(Operation.TABLES_GET))
                .as("the table, and its streams")
                .isEqualTo(2);
        assertThat(calls.count(Operation.QUERY)).isEqualTo(1);
        assertThat(calls.count(Operation.APPEND_ROWS)).isEqualTo(2);
        assertThat(calls.count()).isEqualTo(5);
        assertOnce(upTo(20));
    }

    private static List<SinkRecord> at(long timestampMs, List<SinkRecord> records) {
        return records.stream()
                .map(record -> record.newRecord(
                        record.topic(),
                        record.kafkaPartition(),
                        record.keySchema(),
                        record.key(),
                        record.valueSchema(),
                        record.value(),
                        timestampMs))
                .toList();
    }

    private static BigQueryWriteClient client() throws IOException {
        return BigQueryWriteClient.create(BigQueryWriteSettings.newBuilder()
                .setTransportChannelProvider(BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
                        .setEndpoint(emulator.grpcEndpoint())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    }
}
