// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.s3.spill.SpillFile;
import io.outfall.type.SemanticType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that wait on the disk. */
class SpillTest {
    private static final ParquetSchema SCHEMA = schema(
            column("id", new SemanticType.Int(64)),
            column("name", new SemanticType.Text()),
            column("city", new SemanticType.Text()),
            column("flag", new SemanticType.Bool()));
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    private SpillFile disk = SpillFile.none();

    @AfterEach
    void closeDisk() {
        disk.close();
    }

    @Test
    void spilled_pages_leave_the_heap() {
        disk = SpillFile.in(folder);
        try (Workbench workbench = new Workbench(ParquetOptions.defaults(), disk, Runnable::run)) {
            ParquetFile file = workbench.open("topic", (bytes, offset, length) -> {});
            write(file, row -> false);
            file.compress();
            long compressed = file.heldBytes();

            file.spill();

            assertThat(file.spilledBytes()).isEqualTo(disk.usedBytes()).isGreaterThan(compressed / 2);
            assertThat(file.heldBytes()).isLessThan(10_000);
        }
    }

    @Test
    void the_expected_length_of_a_file_counts_what_is_on_the_disk() {
        disk = SpillFile.in(folder);
        try (Workbench workbench = new Workbench(ParquetOptions.defaults(), disk, Runnable::run)) {
            ParquetFile file = workbench.open("topic", (bytes, offset, length) -> {});
            write(file, row -> row % 5000 == 4999);

            long expected = file.expectedBytes();
            file.close();

            assertThat((double) expected / file.writtenBytes()).isBetween(0.9, 1.1);
        }
    }

    @Test
    void a_file_that_ends_takes_nothing_of_the_disk_any_more() {
        disk = SpillFile.in(folder);
        try (Workbench workbench = new Workbench(ParquetOptions.defaults(), disk, Runnable::run)) {
            ParquetFile ended = workbench.open("topic", (bytes, offset, length) -> {});
            ParquetFile discarded = workbench.open("topic", (bytes, offset, length) -> {});
            write(ended, row -> row % 1000 == 999);
            write(discarded, row -> row % 1000 == 999);

            ended.close();
            discarded.discard();

            assertThat(disk.usedBytes()).isZero();
            assertThat(disk.length()).isZero();
        }
    }

    @Test
    void a_file_reads_the_same_whenever_its_pages_spill() throws IOException {
        disk = SpillFile.in(folder);
        assertThat(rowsOf(written(row -> row % 777 == 776))).isEqualTo(rowsOf(written(row -> false)));
    }

    @Test
    void a_disk_that_takes_nothing_loses_nothing() throws IOException {
        byte[] unspilled = written(row -> false);
        disk = SpillFile.in(folder.resolve("missing"));

        assertThat(rowsOf(written(row -> row % 777 == 776))).isEqualTo(rowsOf(unspilled));
    }

    @Test
    void a_row_group_ends_also_when_most_of_it_is_on_the_disk() throws IOException {
        disk = SpillFile.in(folder);
        try (DuckDb duck = new DuckDb()) {
            Path file = Files.write(
                    folder.resolve("groups"),
                    written(
                            ParquetOptions.defaults()
                                    .withCompression(Compression.NONE, 1)
                                    .withPageBytes(1 << 14)
                                    .withRowGroupBytes(1 << 17)
                                    .withDictionaryBytes(0),
                            row -> row % 1000 == 999));

            assertThat(duck.value("select count(distinct row_group_id) between 4 and 7 from parquet_metadata('" + file
                            + "')"))
                    .isEqualTo("true");
        }
    }

    private byte[] written(IntPredicate spills) {
        return written(ParquetOptions.defaults(), spills);
    }

    private byte[] written(ParquetOptions options, IntPredicate spills) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbench workbench = new Workbench(options, disk, Runnable::run)) {
            ParquetFile file = workbench.open("topic", bytes::write);
            write(file, spills);
            file.close();
        }
        return bytes.toByteArray();
    }

    private static void write(ParquetFile file, IntPredicate spills) {
        ColumnWriter[] columns = file.columns(SCHEMA);
        for (int i = 0; i < ROWS; i++) {
            row(file, columns, (long) i, "name " + i * 31L, "city " + i % 5000, i % 3 == 0 ? null : i % 7 == 0);
            if (spills.test(i)) {
                file.compress();
                file.spill();
            }
        }
    }

    private String rowsOf(byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "spilled", ".parquet"), bytes);
        try (DuckDb duck = new DuckDb()) {
            return duck.value("select count(*) || ' ' || sum(id) || ' ' || bit_xor(hash(id, name, city, flag))"
                    + " from '" + file + "'");
        }
    }
}
