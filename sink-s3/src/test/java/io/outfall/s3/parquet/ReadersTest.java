// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.SemanticType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** DuckDB, Arrow C++ and parquet-java read the same rows from the same file, of every type of the type table. */
class ReadersTest {
    private static final int ROWS = 3000;

    /** A row of the type table: the cells that are written and how DuckDB shows them. */
    private record Kind(SemanticType type, List<@Nullable Object> cells, List<String> shown) {
        static Kind of(Arguments row, int cellsAt) {
            List<@Nullable Object> cells = new ArrayList<>((List<?>) row.get()[cellsAt]);
            List<String> shown = new ArrayList<>();
            ((List<?>) row.get()[cellsAt + 1]).forEach(each -> shown.add((String) each));
            cells.add(null);
            shown.add("null");
            return new Kind((SemanticType) row.get()[0], cells, shown);
        }

        /** Which cell a row has: in no order, so that neither runs nor differences repeat. */
        int at(int row) {
            return Math.floorMod(Integer.hashCode(row * 0x9E3779B9) >> 7, cells.size());
        }
    }

    private static final List<Kind> KINDS = Stream.concat(
                    TypeTableTest.leaves().map(row -> Kind.of(row, 3)),
                    TypeTableTest.nested().map(row -> Kind.of(row, 2)))
            .toList();

    /** How values are encoded. */
    private enum Writing {
        PLAIN,
        DICTIONARY,
        DELTA;

        ParquetOptions with(ParquetOptions options) {
            return options.withDictionaryBytes(this == DICTIONARY ? 1 << 16 : 0)
                    .withEncodings(this == DELTA ? Encodings.DELTA : Encodings.PLAIN);
        }
    }

    @TempDir
    Path folder;

    static Stream<Arguments> files() {
        return Stream.of(Compression.values())
                .flatMap(codec -> Stream.of(Writing.values()).map(writing -> Arguments.of(codec, writing)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void three_readers_read_the_rows_that_were_written(Compression codec, Writing writing) {
        Path file = Written.file(folder, writing.with(options(codec)), ReadersTest::write);

        assertThat(ParquetJava.rows(file)).isEqualTo(written());
        assertThat(ArrowCpp.rows(file)).isEqualTo(written());
        try (DuckDb duck = new DuckDb()) {
            assertThat(duck.query("select columns(*)::varchar from '" + file + "'"))
                    .isEqualTo(shownByDuckDb());
            assertThat(duck.value("select count(distinct row_group_id) > 2 from parquet_metadata('" + file + "')"))
                    .isEqualTo("true");
        }
    }

    @Test
    void parquet_java_looks_only_at_pages_that_may_hold_the_value() {
        Path file = Written.file(folder, options(Compression.ZSTD), f -> {
            ColumnWriter[] columns = f.columns(Written.schema(
                    Written.column("id", new SemanticType.Int(64)),
                    Written.column("name", new SemanticType.Text()),
                    Written.column("amount", new SemanticType.Decimal(20, 2))));
            for (long i = 10_000; i < 20_000; i++) {
                Written.row(f, columns, i, "name " + i, BigDecimal.valueOf(-i, 2));
            }
        });

        Binary name = Binary.fromString("name 14711");
        Binary amount = Binary.fromConstantByteArray(new byte[] {-1, -1, -1, -1, -1, -1, -1, -58, (byte) 0x89});
        assertThat(ParquetJava.rowsLookedAt(file, eq(longColumn("id"), 14_711L)))
                .isBetween(1L, 250L);
        assertThat(ParquetJava.rowsLookedAt(file, eq(binaryColumn("name"), name)))
                .isBetween(1L, 250L);
        assertThat(ParquetJava.rowsLookedAt(file, eq(binaryColumn("amount"), amount)))
                .isBetween(1L, 250L);
        assertThat(ParquetJava.rowsLookedAt(file, eq(longColumn("id"), 5L))).isZero();
    }

    private static ParquetOptions options(Compression codec) {
        return ParquetOptions.defaults()
                .withCompression(codec, 1)
                .withPageBytes(1024)
                .withBloom(new BloomColumns(
                        IntStream.range(0, KINDS.size()).boxed().collect(Collectors.toMap(i -> "c" + i, i -> 1000)),
                        0.1))
                .withSorting(List.of("c1", "c2"))
                .withRowGroupBytes(1 << 18);
    }

    private static void write(ParquetFile file) {
        ColumnWriter[] columns = file.columns(new ParquetSchema(IntStream.range(0, KINDS.size())
                .mapToObj(i -> Written.column("c" + i, KINDS.get(i).type()))
                .toList()));
        for (int row = 0; row < ROWS; row++) {
            int r = row;
            Written.row(
                    file,
                    columns,
                    KINDS.stream().map(kind -> kind.cells().get(kind.at(r))).toArray());
            if (row % 1000 == 999) {
                file.flushRowGroup();
            }
        }
    }

    private static List<List<String>> written() {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> KINDS.stream()
                        .map(kind -> CanonicalText.of(kind.type(), kind.cells().get(kind.at(row))))
                        .toList())
                .toList();
    }

    private static List<String> shownByDuckDb() {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> KINDS.stream()
                        .map(kind -> kind.shown().get(kind.at(row)))
                        .collect(Collectors.joining(" | ")))
                .toList();
    }
}
