// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.pipeline.UnfitRowException;
import io.outfall.s3.format.ParquetFormat;
import io.outfall.s3.format.RowFamily;
import io.outfall.s3.format.RowFile;
import io.outfall.s3.format.Rows;
import io.outfall.s3.spill.SpillFile;
import io.outfall.type.SemanticType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/**
 * A hundred rows of versions of one table that take turns: columns are added, dropped and moved, numbers are wider here
 * and there, text is a label, structs have other members.
 */
class VersionsProperties {
    private static final DuckDb DUCK = new DuckDb();

    @AfterContainer
    static void closeDuck() {
        DUCK.close();
    }

    /** A version: its columns in order. */
    private record Version(Map<String, SemanticType> columns, Rows rows) {
        static Version of(Map<String, SemanticType> columns) {
            List<Object> namesAndTypes = new ArrayList<>();
            columns.forEach((name, type) -> Collections.addAll(namesAndTypes, name, type));
            return new Version(columns, Rows.of(namesAndTypes.toArray()));
        }
    }

    private record Row(Version version, Map<String, @Nullable Object> cells) {}

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void versions_of_a_table_share_a_file_and_all_readers_read_it(@ForAll long seed)
            throws IOException, UnfitRowException {
        assertShared(new Random(seed), 0, 0);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void versions_whose_structs_grow_share_all_but_a_file_per_time_that_one_has_grown(@ForAll long seed)
            throws IOException, UnfitRowException {
        assertShared(new Random(seed), 2, 0);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void versions_share_all_but_a_file_each_however_many_row_groups_there_are(@ForAll long seed)
            throws IOException, UnfitRowException {
        assertShared(new Random(seed), 2, 1 + (int) Math.floorMod(seed, 9L));
    }

    private static void assertShared(Random random, int depth, int rowsPerGroup) throws IOException, UnfitRowException {
        AnyRows any = new AnyRows(random);
        List<Version> versions = versions(random, any, depth);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Version version = versions.get(i < versions.size() ? i : random.nextInt(versions.size()));
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            version.columns.forEach((name, type) -> cells.put(name, any.value(type)));
            rows.add(new Row(version, cells));
        }

        List<Written> files = write(rows, rowsPerGroup);

        assertThat(files).hasSizeLessThanOrEqualTo(rowsPerGroup > 0 ? versions.size() : 1 + grownStructs(versions));
        for (Written file : files) {
            assertReads(file);
        }
    }

    private static List<Version> versions(Random random, AnyRows any, int depth) {
        Map<String, SemanticType> widest = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            widest.put("c" + i, any.type(depth));
        }
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            List<String> names = new ArrayList<>(widest.keySet());
            Collections.shuffle(names, random);
            Map<String, SemanticType> columns = new LinkedHashMap<>();
            for (String name : names.subList(0, 1 + random.nextInt(names.size()))) {
                columns.put(name, any.narrower(widest.getOrDefault(name, new SemanticType.Unknown())));
            }
            versions.add(Version.of(columns));
        }
        return versions;
    }

    /** How often a version brings a struct with members that no version before it had. */
    private static int grownStructs(List<Version> versions) {
        Map<String, SemanticType> seen = new LinkedHashMap<>();
        int grown = 0;
        for (Version version : versions) {
            boolean grows = false;
            for (Map.Entry<String, SemanticType> column : version.columns.entrySet()) {
                SemanticType before = seen.get(column.getKey());
                SemanticType after = before == null ? column.getValue() : union(before, column.getValue());
                grows |= before != null && leaves(after) > leaves(before);
                seen.put(column.getKey(), after);
            }
            grown += grows ? 1 : 0;
        }
        return grown;
    }

    private static long leaves(SemanticType type) {
        return AnyRows.sqlType(type).chars().filter(c -> c == ' ').count();
    }

    private static SemanticType union(SemanticType one, SemanticType other) {
        return ParquetSchema.UNION.of(one, other).orElseThrow();
    }

    /** A file, the columns that it should have and the rows that are in it. */
    private record Written(
            ByteArrayOutputStream bytes, RowFile file, Map<String, SemanticType> columns, List<Row> rows) {}

    private static List<Written> write(List<Row> rows, int rowsPerGroup) throws UnfitRowException {
        List<Written> files = new ArrayList<>();
        Map<String, SemanticType> seen = new LinkedHashMap<>();
        try (ParquetFormat format =
                new ParquetFormat(ParquetOptions.defaults(), List.of(), SpillFile.none(), Runnable::run)) {
            @Nullable Written open = null;
            for (Row row : rows) {
                row.version.columns.forEach((name, type) -> seen.merge(name, type, VersionsProperties::union));
                Rows table = row.version.rows;
                RowFamily family = format.family("shop.orders", table.layout());
                if (open == null || !open.file.takes(table.layout())) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    open = new Written(bytes, family.open(bytes::write), new LinkedHashMap<>(), new ArrayList<>());
                    files.add(open);
                }
                open.file.add(table.row(row.cells.values().toArray()));
                open.rows.add(row);
                for (Map.Entry<String, SemanticType> column : row.version.columns.entrySet()) {
                    SemanticType wide = seen.getOrDefault(column.getKey(), column.getValue());
                    open.columns.merge(
                            column.getKey(),
                            wide,
                            (known, now) ->
                                    ParquetSchema.UNION.holds(known, column.getValue()) ? known : union(known, now));
                }
                if (rowsPerGroup > 0 && open.rows.size() % rowsPerGroup == 0) {
                    open.file.flush();
                }
            }
            files.forEach(file -> file.file.close());
        }
        return files;
    }

    private static void assertReads(Written written) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        for (Row row : written.rows) {
            List<@Nullable Object> values = new ArrayList<>();
            List<String> text = new ArrayList<>();
            written.columns.forEach((name, type) -> {
                @Nullable
                Object value = AnyRows.widened(type, row.version.columns.getOrDefault(name, type), row.cells.get(name));
                values.add(value);
                text.add(CanonicalText.of(type, value));
            });
            rows.add(values);
            texts.add(text);
        }
        Path file = Files.write(Files.createTempFile("versions", ".parquet"), written.bytes.toByteArray());
        assertThat(DUCK.differences(file, written.columns, rows)).isEmpty();
        assertThat(ParquetJava.rows(file)).isEqualTo(texts);
        assertThat(ArrowCpp.rows(file)).isEqualTo(texts);
        Files.delete(file);
    }
}
