// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.s3.format.AvroRead;
import io.outfall.testing.task.TaskRun;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format goes through the same paths, rotation and publishing; others read what came out. */
class FormatsIT {
    private static final int INFINITY = -2_147_472_692;
    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field(
                    "day",
                    SchemaBuilder.int32()
                            .name("io.debezium.time.Date")
                            .optional()
                            .build())
            .build();

    private static final String SELECT =
            "select __offset, id, cast(day as date), __topic, __deleted from $files order by __offset";

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

    private static SinkRecord order(long offset, @Nullable Integer day) {
        return new SinkRecord(
                "orders", 0, null, null, ORDER, new Struct(ORDER).put("id", 7).put("day", day), offset);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet, none, parquet",
        "avro, snappy, avro",
        "avro, zstd, avro",
        "jsonl, none, jsonl",
        "jsonl, gzip, jsonl.gz",
        "jsonl, zstd, jsonl.zst",
    })
    void rowsAreRoutedRotatedAndPublishedAlikeAndABadOneIsLeftOut(String format, String compression, String extension) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "format", format,
                "rotate.rows", "2",
                "path.template", "day=${column:day}/${start.offset:3}.${ext}"));
        if (!format.equals("parquet")) {
            settings.put(format + ".compression", compression);
        }
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, settings), true);
                Lake lake = new Lake(store, folder)) {
            run.put(List.of(order(0, 5), order(1, 6), order(2, 5), order(3, INFINITY), order(4, 5), order(5, null)));
            run.awaitDurable();
            assertThat(run.context().reported()).hasSize(1);
            assertThat(store.keys())
                    .hasSize(4)
                    .allSatisfy(key -> assertThat(key).matches("day=.*\\.[0-9a-z-]+\\." + extension));
            assertThat(format.equals("avro") ? avro() : lake.query("", SELECT))
                    .containsExactly(
                            "0 | 7 | 1970-01-06 | orders | false",
                            "1 | 7 | 1970-01-07 | orders | false",
                            "2 | 7 | 1970-01-06 | orders | false",
                            "4 | 7 | 1970-01-06 | orders | false",
                            "5 | 7 | null | orders | false");
        }
    }

    private static List<String> avro() {
        return store.keys().stream()
                .flatMap(key -> AvroRead.of(store.read(key)).rows().stream())
                .map(row -> Stream.of(
                                row.get("__offset"), row.get("id"), day(row), row.get("__topic"), row.get("__deleted"))
                        .map(String::valueOf)
                        .collect(Collectors.joining(" | ")))
                .sorted()
                .toList();
    }

    private static @Nullable LocalDate day(GenericRecord row) {
        Integer days = (Integer) row.get("day");
        return days == null ? null : LocalDate.ofEpochDay(days);
    }
}
