// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.bigquery.emulator.BigQueryEmulator;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.testing.SteppingClock;
import io.outfall.testing.bench.RecordingTaskContext.Reported;
import io.outfall.testing.fixture.Fixtures;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows by streaming inserts. */
@Timeout(60)
class InsertAllIT {
    private static final String SET = "adaptive_precise";
    private static final Map<String, String> INSERT_ALL =
            Map.of("write.method", "insert-all", "delivery.guarantee", "at-least-once");

    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = new Warehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void startOver() throws IOException {
        warehouse.emulator().faults().clear();
        warehouse.emulator().calls().reset();
        for (String table : List.of("public_notes", "inserted", "appended")) {
            warehouse.drop(table);
        }
    }

    private static void write(Map<String, String> settings, List<SinkRecord> records) {
        write(warehouse, settings, records);
    }

    private static void write(Warehouse into, Map<String, String> settings, List<SinkRecord> records) {
        try (TaskRun run = into.run(settings)) {
            run.put(records);
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(INSERT_ALL);
        settings.put(key, value);
        return settings;
    }

    private static String counts() {
        return counts(warehouse);
    }

    private static String counts(Warehouse of) {
        return of.query("SELECT count(DISTINCT __offset), count(*) FROM " + Notes.TABLE)
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fx.arrays",
                "fx.domains",
                "fx.evolving",
                "fx.geometries",
                "fx.numerics",
                "fx.others",
                "fx.ranges",
                "fx.temporals",
                "fx.texts"
            })
    void rowsAreThoseThatTheStorageWriteApiBrings(String topic) {
        List<SinkRecord> records = Fixtures.load(SET, topic);
        try (TaskRun inserted = warehouse.run(with("table.name", "inserted"));
                TaskRun appended = warehouse.run(Map.of("table.name", "appended"))) {
            inserted.put(records);
            inserted.awaitDurable();
            appended.put(records);
            appended.awaitDurable();
            assertThat(inserted.context().reported())
                    .hasSameSizeAs(appended.context().reported());
        }

        assertThat(warehouse.query("SELECT * FROM shop.inserted ORDER BY __offset"))
                .isNotEmpty()
                .isEqualTo(warehouse.query("SELECT * FROM shop.appended ORDER BY __offset"));
        assertThat(warehouse.emulator().calls().count(Operation.INSERT_ALL, "shop.inserted"))
                .isPositive();
        assertThat(warehouse.emulator().calls().count(Operation.APPEND_ROWS, "shop.inserted"))
                .isZero();
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments("403 quotaExceeded", Fault.quotaExceeded()),
                arguments("403 rateLimitExceeded", Fault.rateLimitExceeded()),
                arguments("429", Fault.tooManyRequests()),
                arguments("500", Fault.internal()),
                arguments("503", Fault.unavailable()),
                arguments("a cut before the rows were taken", Fault.cutBefore()),
                arguments("a cut after the rows were taken", Fault.cutAfter()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void whatPassesIsRepeatedAndTheIdsKeepRowsFromComingTwice(String name, Fault fault) {
        warehouse.emulator().faults().next(Operation.INSERT_ALL, 4, fault);

        write(INSERT_ALL, Notes.notes(0, 0, 100));

        assertThat(counts()).isEqualTo("100 | 100");
    }

    @Test
    void withoutIdsRowsComeTwiceAfterALostAnswer() {
        warehouse.emulator().faults().next(Operation.INSERT_ALL, Fault.cutAfter());

        write(with("write.insert.ids", "false"), Notes.notes(0, 0, 100));

        assertThat(counts()).isEqualTo("100 | 200");
    }

    @Test
    void idsAreOfUseOnlyForAsLongAsBigQueryRemembersThem() {
        SteppingClock clock = SteppingClock.at("2026-11-21T12:00:00Z");
        try (Warehouse forgetful =
                new Warehouse(BigQueryEmulator.builder().clock(clock).insertIdWindow(Duration.ofMinutes(1)))) {
            write(forgetful, INSERT_ALL, Notes.notes(0, 0, 100));
            clock.advance(Duration.ofSeconds(59));
            write(forgetful, INSERT_ALL, Notes.notes(0, 0, 100));
            assertThat(counts(forgetful)).isEqualTo("100 | 100");

            clock.advance(Duration.ofMinutes(1));
            write(forgetful, INSERT_ALL, Notes.notes(0, 0, 100));
            assertThat(counts(forgetful)).isEqualTo("100 | 200");
        }
    }

    @Test
    void rowsOfTwoTopicsWithTheSameOffsetsAreNotTakenForEachOther() {
        String longTopic = "shop." + "x".repeat(200) + ".notes";
        List<SinkRecord> records = new ArrayList<>(Notes.notes(0, 0, 10));
        for (SinkRecord note : Notes.notes(0, 0, 10)) {
            records.add(Notes.record(longTopic, 0, note.kafkaOffset(), (Struct) note.value()));
        }

        write(with("table.name", "public_notes"), records);

        assertThat(counts()).isEqualTo("10 | 20");
    }

    @Test
    void aRowThatBigQueryRefusesGoesToTheDeadLetterQueueAndItsNeighboursAreWritten() {
        List<SinkRecord> notes = Notes.notes(0, 0, 10);
        ((Struct) notes.get(3).value()).put("place", Notes.halfALine());
        ((Struct) notes.get(7).value()).put("place", Notes.halfALine());
        try (TaskRun run = warehouse.run(INSERT_ALL)) {
            run.put(notes);
            run.awaitDurable();

            assertThat(run.context().reported())
                    .extracting(Reported::record)
                    .containsExactlyInAnyOrder(notes.get(3), notes.get(7));
            assertThat(run.context().reported())
                    .allSatisfy(reported -> assertThat(reported.error())
                            .hasMessageMatching("topic shop.public.notes, partition 0, offset [37], column place: "
                                    + "BigQuery refuses the row: invalid: Cannot convert value to GEOGRAPHY.*"));
        }
        assertThat(counts()).isEqualTo("8 | 8");
    }

    @Test
    void aRowThatIsTooLargeForAnyRequestGoesToTheDeadLetterQueue() {
        List<SinkRecord> notes = Notes.notes(0, 0, 10);
        ((Struct) notes.get(3).value()).put("doc", "\"" + "x".repeat(10_000_000) + "\"");
        try (TaskRun run = warehouse.run(INSERT_ALL)) {
            run.put(notes);
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .extracting(Reported::error)
                    .asString()
                    .contains("topic shop.public.notes, partition 0, offset 3: the row has 10000")
                    .contains("bytes, and BigQuery takes requests of");
        }
        assertThat(counts()).isEqualTo("9 | 9");
    }

    @Test
    void rowsThatAreTooLargeForOneRequestTogetherGoInSeveral() {
        List<SinkRecord> notes = Notes.notes(0, 0, 5);
        notes.forEach(note -> ((Struct) note.value()).put("doc", "\"" + "x".repeat(4_000_000) + "\""));

        write(with("batch.bytes", String.valueOf(10 << 20)), notes);

        assertThat(counts()).isEqualTo("5 | 5");
        assertThat(warehouse.emulator().calls().count(Operation.INSERT_ALL)).isEqualTo(3);
    }

    @Test
    void aTableAndAColumnThatCannotBeSeenYetAreWaitedFor() {
        Schema more = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("rating", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        List<SinkRecord> records = Notes.notes(0, 0, 5);
        for (long offset = 5; offset < 10; offset++) {
            records.add(Notes.record(
                    Notes.TOPIC, 0, offset, new Struct(more).put("id", offset).put("rating", 1)));
        }

        try (Warehouse slow = new Warehouse(BigQueryEmulator.builder().insertVisibilityDelay(Duration.ofSeconds(1)))) {
            write(slow, INSERT_ALL, records);

            assertThat(counts(slow)).isEqualTo("10 | 10");
            assertThat(slow.query("SELECT sum(rating) FROM " + Notes.TABLE)).containsExactly("5");
        }
    }

    @Test
    void aMissingPermissionFailsTheTask() {
        warehouse.emulator().faults().always(Operation.INSERT_ALL, Fault.permissionDenied());
        try (TaskRun run = warehouse.run(INSERT_ALL)) {
            assertThatThrownBy(() -> {
                        run.put(Notes.notes(0, 0, 10));
                        run.poll();
                    })
                    .hasMessageContaining("shop.public_notes: rows cannot be inserted: 403 Access Denied")
                    .hasMessageContaining("BigQuery Data Editor");
        }
    }

    @Test
    void aMirrorCannotBeWrittenSo() {
        assertThat(new BigQuerySinkConnector()
                        .validate(warehouse.settings(with("table.mode", "upsert"))).configValues().stream()
                                .filter(value -> value.name().equals("write.method"))
                                .flatMap(value -> value.errorMessages().stream()))
                .singleElement()
                .asString()
                .contains("insert-all adds rows and cannot change them, as mirrors need: set storage");
    }
}
