// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.bench.RecordingTaskContext.Reported;
import io.outfall.testing.task.TaskRun;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One bad row, with the settings of somebody who sets nothing: its neighbours are written. */
@Timeout(60)
class BadRowsIT {
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
    void dropTable() throws Exception {
        warehouse.drop("public_notes");
    }

    /** Ten rows, of which the fourth has a time after the year 9999. */
    private static List<SinkRecord> withOneThatNoColumnHolds() {
        List<SinkRecord> notes = Notes.notes(0, 0, 10);
        ((Struct) notes.get(3).value()).put("at", 300_000_000_000_000_000L);
        return notes;
    }

    /** Ten rows, of which the fourth has a line with one end, which only BigQuery finds out. */
    private static List<SinkRecord> withOneThatBigQueryRefuses() {
        List<SinkRecord> notes = Notes.notes(0, 0, 10);
        ((Struct) notes.get(3).value()).put("place", Notes.halfALine());
        return notes;
    }

    private List<String> writtenOffsets() {
        return warehouse.query("SELECT __offset FROM " + Notes.TABLE + " ORDER BY __offset");
    }

    private static String[] allBut(int bad) {
        return IntStream.range(0, 10)
                .filter(offset -> offset != bad)
                .mapToObj(String::valueOf)
                .toArray(String[]::new);
    }

    @Test
    void aRowThatNoColumnHoldsGoesToTheDeadLetterQueue() {
        List<SinkRecord> notes = withOneThatNoColumnHolds();
        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(notes);
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .satisfies(reported -> assertThat(reported.record()).isSameAs(notes.get(3)))
                    .extracting(Reported::error)
                    .asString()
                    .endsWith(
                            "topic shop.public.notes, partition 0, offset 3, column at: the timestamp is beyond the years that can be held");
        }
        assertThat(writtenOffsets()).containsExactly(allBut(3));
    }

    @Test
    void aRowThatBigQueryRefusesGoesToTheDeadLetterQueue() {
        List<SinkRecord> notes = withOneThatBigQueryRefuses();
        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(notes);
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .satisfies(reported -> assertThat(reported.record()).isSameAs(notes.get(3)))
                    .extracting(Reported::error)
                    .asString()
                    .contains(
                            "topic shop.public.notes, partition 0, offset 3: BigQuery refuses the row: Field place: Invalid GEOGRAPHY value: LINESTRING");
        }
        assertThat(writtenOffsets()).containsExactly(allBut(3));
    }

    @Test
    void withoutADeadLetterQueueARowThatNoColumnHoldsFailsTheTaskWithItsPlaceAndTheReason() {
        try (TaskRun run = warehouse.runWithoutDeadLetterQueue(Map.of())) {
            assertThatThrownBy(() -> {
                        run.put(withOneThatNoColumnHolds());
                        run.poll();
                    })
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "topic shop.public.notes, partition 0, offset 3, column at: the timestamp is beyond the years that can be held");
            assertThat(run.committable(Notes.partition(0))).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void withoutADeadLetterQueueARowThatBigQueryRefusesFailsTheTaskWithItsPlaceAndTheReason() {
        try (TaskRun run = warehouse.runWithoutDeadLetterQueue(Map.of())) {
            assertThatThrownBy(() -> {
                        run.put(withOneThatBigQueryRefuses());
                        run.poll();
                    })
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "topic shop.public.notes, partition 0, offset 3: BigQuery refuses the row: Field place: Invalid GEOGRAPHY value: LINESTRING");
            assertThat(run.committable(Notes.partition(0))).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aRowThatIsTooLargeForAnyRequestGoesToTheDeadLetterQueue() {
        List<SinkRecord> notes = Notes.notes(0, 0, 10);
        ((Struct) notes.get(3).value()).put("doc", "\"" + "x".repeat(21 << 20) + "\"");
        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(notes);
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .extracting(Reported::error)
                    .asString()
                    .contains("topic shop.public.notes, partition 0, offset 3: the row has 22020")
                    .contains("bytes, and BigQuery takes requests of");
        }
        assertThat(writtenOffsets()).containsExactly(allBut(3));
    }

    @Test
    void rowsThatAreTooLargeForOneRequestTogetherGoInSeveral() {
        List<SinkRecord> notes = Notes.notes(0, 0, 3);
        notes.forEach(note -> ((Struct) note.value()).put("doc", "\"" + "x".repeat(9_600_000) + "\""));
        try (TaskRun run = warehouse.run(Map.of("batch.bytes", String.valueOf(10 << 20)))) {
            run.put(notes);
            run.awaitDurable();

            assertThat(run.context().reported()).isEmpty();
        }
        assertThat(writtenOffsets()).containsExactly("0", "1", "2");
    }
}
