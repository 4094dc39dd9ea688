// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.task.TaskRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many files there are, and of how many rows, when each is closed on its own. */
class RotationIT {
    private static final long NOON = Instant.parse("2024-05-05T12:00:00Z").toEpochMilli();
    private static final Schema ORDER =
            SchemaBuilder.struct().field("shop", Schema.INT32_SCHEMA).build();

    private static TestStore store;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        store = TestStore.open();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @AfterEach
    void clear() {
        store.clear();
    }

    private static SinkRecord order(long offset, int shop, long timestampMs) {
        return order(offset, new Struct(ORDER).put("shop", shop), timestampMs);
    }

    private static SinkRecord order(long offset, Struct row, long timestampMs) {
        return new SinkRecord(
                "orders", 0, null, null, row.schema(), row, offset, timestampMs, TimestampType.CREATE_TIME);
    }

    /** Rows per file, most first. */
    private List<String> rowsPerFile(List<SinkRecord> records, Map<String, String> settings) {
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, settings), true);
                Lake lake = new Lake(store, folder)) {
            run.put(records);
            run.awaitDurable();
            List<String> perFile =
                    lake.query("", "select count(*) from $files group by filename order by count(*) desc, filename");
            assertThat(perFile).hasSameSizeAs(store.keys());
            return perFile;
        }
    }

    @Test
    void aHundredRowsAroundTheEdgeOfAnHourMakeTwoFiles() {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(order(i, 1, NOON + (i % 2 == 0 ? -1_000 : 1_000)));
        }
        assertThat(rowsPerFile(records, Map.of("path.template", "${time:yyyy-MM-dd-HH}/${start.offset:20}.${ext}")))
                .containsExactly("50", "50");
    }

    @Test
    void aRowThatComesLateMakesAFileOfItsOwnAndLeavesThatOfTheHourOpen() {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(order(i, 1, i == 50 ? NOON - 86_400_000 : NOON));
        }
        assertThat(rowsPerFile(
                        records,
                        Map.of(
                                "path.template", "${time:yyyy-MM-dd-HH}/${start.offset:20}.${ext}",
                                "rotate.event.time.span.ms", "3600000")))
                .containsExactly("99", "1");
    }

    @Test
    void fiftyValuesInThePathMakeFiftyFilesThatAreFullEachByItsOwnRows() {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            records.add(order(i, i % 50, NOON));
        }
        assertThat(rowsPerFile(
                        records,
                        Map.of("path.template", "${column:shop}/${start.offset:20}.${ext}", "rotate.rows", "100")))
                .hasSize(50)
                .containsOnly("100");
    }

    @Test
    void aFileEndsWhenItsChangesLieAsFarApartAsTheyMay() {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            records.add(order(i, 1, NOON + i * 15_000L));
        }
        assertThat(rowsPerFile(records, Map.of("rotate.event.time.span.ms", "60000")))
                .containsExactly("5", "5");
    }

    @Test
    void aScheduleClosesFilesThoughNothingElseWouldAndNothingComes() {
        assertThat(rowsPerFile(
                        List.of(order(0, 1, NOON)),
                        Map.of(
                                "rotate.schedule.ms", "1000",
                                "rotate.schedule.zone", "Europe/Vienna",
                                "rotate.idle.ms", "0",
                                "rotate.interval.ms", "0",
                                "rotate.bytes", "0")))
                .containsExactly("1");
    }

    @Test
    void aRecordWithAHeaderClosesTheFilesOfItsPartitionThoughNothingElseWould() {
        SinkRecord last = order(3, 2, NOON);
        last.headers().addBoolean("day-is-whole", true);
        List<SinkRecord> records = List.of(order(0, 1, NOON), order(1, 1, NOON), order(2, 2, NOON), last);
        assertThat(rowsPerFile(
                        records,
                        Map.of(
                                "rotate.on.header", "day-is-whole",
                                "rotate.idle.ms", "0",
                                "path.template", "${column:shop}/${start.offset:20}.${ext}")))
                .containsExactly("2", "2");
    }

    @Test
    void versionsOfATableThatTakeTurnsShareAFile() {
        Schema later = SchemaBuilder.struct()
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .field("shop", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(i % 2 == 0 ? order(i, i, NOON) : order(i, new Struct(later).put("shop", (1L << 40) + i), NOON));
        }
        assertThat(rowsPerFile(records, Map.of())).containsExactly("100");
    }

    @Test
    void rowsThatContradictEachOtherHaveTwoFilesBesideEachOther() {
        Schema named =
                SchemaBuilder.struct().field("shop", Schema.STRING_SCHEMA).build();
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(i % 4 == 0 ? order(i, new Struct(named).put("shop", "north"), NOON) : order(i, 1, NOON));
        }
        for (String format : List.of("parquet", "avro")) {
            assertThat(filesOf(records, format)).isEqualTo(2);
        }
        assertThat(filesOf(records, "jsonl")).isEqualTo(1);
    }

    private int filesOf(List<SinkRecord> records, String format) {
        store.clear();
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, Map.of("format", format)), true)) {
            run.put(records);
            run.awaitDurable();
            return store.keys().size();
        }
    }

    @Test
    void whicheverLimitIsReachedFirstEndsTheFile() {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            records.add(order(i, 1, NOON + (i < 6 ? 0 : i * 30_000L)));
        }
        assertThat(rowsPerFile(records, Map.of("rotate.rows", "6", "rotate.event.time.span.ms", "60000")))
                .containsExactly("6", "3", "3");
    }
}
