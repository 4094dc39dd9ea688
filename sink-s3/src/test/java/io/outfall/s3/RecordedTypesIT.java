// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.fixture.Fixtures;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every PostgreSQL type that was recorded, by every setting it was recorded with, as DuckDB reads it from our files.
 * The expected texts were compared with the SQL that made the rows; {@code -Dgolden.write=true} writes them anew.
 */
class RecordedTypesIT {
    private static final List<String> TABLES =
            List.of("numerics", "temporals", "texts", "ranges", "geometries", "arrays", "domains", "others");
    private static final Path RESOURCES = Path.of("src/test/resources/golden");

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

    static Stream<String> sets() {
        return Fixtures.sets().stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyTypeIsWhatItIsInTheDatabase(String set) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String table : TABLES) {
            lines.add("== " + table);
            lines.addAll(written(set, table));
        }
        assertThat(lines).isEqualTo(golden(set + ".txt", lines));
    }

    private List<String> written(String set, String table) {
        String prefix = set + "-" + table;
        List<String> lines = new ArrayList<>();
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, Map.of("path.prefix", prefix)), true);
                Lake lake = new Lake(store, folder)) {
            run.put(Fixtures.load(set, "fx." + table));
            run.awaitDurable();
            for (String column : lake.columns(prefix)) {
                String name = column.substring(0, column.indexOf(' '));
                if (!name.startsWith("__")) {
                    lines.add(column);
                    lake.query(
                                    prefix,
                                    "select __offset || ': ' || left(%1$s::varchar, 60) from $files where %1$s is not null order by __offset"
                                            .formatted(name))
                            .forEach(value -> lines.add("  " + value.replace("\n", "\\n")));
                }
            }
            run.context()
                    .reported()
                    .forEach(bad -> lines.add("rejected: " + bad.error().getMessage()));
        }
        return lines;
    }

    private static List<String> golden(String name, List<String> actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(RESOURCES);
            Files.write(RESOURCES.resolve(name), actual);
        }
        try (InputStream in = RecordedTypesIT.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).as("golden file %s", name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
