// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.Evolution;
import io.outfall.bigquery.schema.NullElements;
import io.outfall.bigquery.schema.RowSchema;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.config.Spec;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSection;
import io.outfall.event.ChangeEvent;
import io.outfall.event.RowChange;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.testing.fixture.Fixtures;
import io.outfall.type.UnfitPolicy;
import io.outfall.type.YearRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every PostgreSQL type that was recorded, by every setting it was recorded with, as Google's code reads it from our
 * rows; nulls in lists are left out, so that the lists are seen. The expected texts were compared with the SQL that
 * made the rows; {@code -Dgolden.write=true} writes them anew.
 */
class RecordedRowsTest {
    private static final List<String> TABLES =
            List.of("numerics", "temporals", "texts", "ranges", "geometries", "arrays", "domains", "others");
    private static final Path RESOURCES = Path.of("src/test/resources/golden");
    private static final int LONGEST = 60;

    private final RowSchemas schemas =
            new RowSchemas(List.of(), new ColumnTypes(Options.nullElements(NullElements.DROP)));
    private final EventDecoder decoder = new EventDecoder(new Spec<>(new EventSection(YearRange.SQL)).parse(Map.of()));

    static Stream<String> sets() {
        return Fixtures.sets().stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyTypeIsWhatItIsInTheDatabase(String set) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String table : TABLES) {
            lines.add("== " + table);
            lines.addAll(written(Fixtures.load(set, "fx." + table)));
        }
        assertThat(lines).isEqualTo(golden(set + ".txt", lines));
    }

    private List<String> written(List<SinkRecord> records) {
        TableColumns table = new TableColumns(List.of());
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> rejected = new ArrayList<>();
        for (SinkRecord record : records) {
            ChangeEvent event = decoder.decode(record);
            if (event instanceof RowChange) {
                try {
                    ChangeRow row = ChangeRow.of(event);
                    table = grown(table, schemas.of(row.image().layout()));
                    read(table, row)
                            .forEach((column, value) -> values.computeIfAbsent(column, name -> new ArrayList<>())
                                    .add("  " + record.kafkaOffset() + ": " + shown(value)));
                } catch (UnfitRowException e) {
                    rejected.add("rejected " + record.kafkaOffset() + ": column " + e.column() + ": " + e.reason());
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (TableColumn column : table.list()) {
            lines.add(column.name() + " " + column.sqlType());
            lines.addAll(values.getOrDefault(column.name(), List.of()));
        }
        lines.addAll(rejected);
        return lines;
    }

    private static TableColumns grown(TableColumns table, RowSchema row) {
        return Evolution.of(table, row).match(() -> table, update -> update.columns(), conflict -> {
            throw new AssertionError(conflict);
        });
    }

    private Map<String, String> read(TableColumns table, ChangeRow row) throws UnfitRowException {
        RowEncoder encoder = new RowEncoder(
                table, WriterSchema.ofRows(table), schemas, new MetadataValues(List.of()), UnfitPolicy.FAIL);
        return Judge.of(table).read(encoder.encode(row));
    }

    private static String shown(String value) {
        String line = value.replace("\n", "\\n");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    private static List<String> golden(String name, List<String> actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(RESOURCES);
            Files.write(RESOURCES.resolve(name), actual);
        }
        try (InputStream in = RecordedRowsTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).as("golden file %s", name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
