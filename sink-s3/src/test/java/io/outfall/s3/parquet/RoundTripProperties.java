// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.SemanticType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Whatever is written, in whatever pages, row groups and encodings: DuckDB reads the same rows. */
class RoundTripProperties {
    private static final DuckDb DUCK = new DuckDb();

    @AfterContainer
    static void closeDuck() {
        DUCK.close();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void what_is_written_is_read(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        AnyRows any = new AnyRows(random);
        List<SemanticType> types = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> any.type(random.nextInt(4)))
                .toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(400); i > 0; i--) {
            List<@Nullable Object> row = new ArrayList<>();
            types.forEach(type -> row.add(any.value(type)));
            rows.add(row);
        }

        Path file = Files.write(
                Files.createTempFile("any", ".parquet"),
                Written.bytes(options(random), f -> write(f, types, rows, random, any)));

        Map<String, SemanticType> columns = new LinkedHashMap<>();
        types.forEach(type -> columns.put("c" + columns.size(), type));
        assertThat(DUCK.differences(file, columns, rows)).isEmpty();
        Files.delete(file);
    }

    private static ParquetOptions options(Random random) {
        Compression[] compressions = Compression.values();
        return ParquetOptions.defaults()
                .withCompression(compressions[random.nextInt(compressions.length)], 1)
                .withEncodings(random.nextBoolean() ? Encodings.PLAIN : Encodings.DELTA)
                .withPageBytes(random.nextBoolean() ? 1 << 18 : 1024)
                .withRowGroupBytes(random.nextBoolean() ? 1 << 25 : 1 << 18)
                .withDictionaryBytes(random.nextInt(4) == 0 ? 0 : random.nextInt(1 << 14));
    }

    /** Some rows are first written wrongly and taken back; now and then pages or row groups end early. */
    private static void write(
            ParquetFile file, List<SemanticType> types, List<List<@Nullable Object>> rows, Random random, AnyRows any) {
        ColumnWriter[] columns = file.columns(new ParquetSchema(IntStream.range(0, types.size())
                .mapToObj(i -> Written.column("c" + i, types.get(i)))
                .toList()));
        for (List<@Nullable Object> row : rows) {
            while (random.nextInt(10) == 0) {
                for (int i = 0; i < random.nextInt(columns.length + 1); i++) {
                    columns[i].write(any.value(types.get(i)));
                }
                file.abandonRow();
            }
            Written.row(file, columns, row.toArray());
            if (random.nextInt(100) == 0) {
                file.compress();
            }
            if (random.nextInt(200) == 0) {
                file.flushRowGroup();
            }
        }
    }
}
