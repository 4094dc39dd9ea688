// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.s3.spill.SpillFile;
import io.outfall.type.SemanticType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What open files hold on the heap, and give back. */
class MemoryTest {
    private static final ParquetSchema SCHEMA = schema(
            column("id", new SemanticType.Int(64)),
            column("name", new SemanticType.Text()),
            column("tags", new SemanticType.ListOf(new SemanticType.Text())));

    private final Workbench workbench = new Workbench(ParquetOptions.defaults(), SpillFile.none(), Runnable::run);
    private long sunk;

    @AfterEach
    void close() {
        workbench.close();
    }

    @Test
    void an_open_file_costs_little_more_than_its_rows() {
        List<ParquetFile> files = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            files.add(filled(100));
        }

        // A row is 8 + 14 + 9 bytes of values with their lengths, and two bytes of levels.
        assertThat(files).allSatisfy(file -> assertThat(file.heldBytes()).isBetween(3_300L, 9_000L));
        assertThat(workbench.heldBytes()).isLessThan(9_000_000);
    }

    @Test
    void compressing_leaves_a_fraction_of_what_is_held() {
        ParquetFile file = filled(20_000);
        long before = file.heldBytes();

        file.compress();

        assertThat(file.heldBytes()).isLessThan(before / 3);
        assertThat(sunk).isZero();
    }

    @Test
    void a_row_group_goes_to_the_sink_and_leaves_next_to_nothing() {
        ParquetFile file = filled(20_000);

        file.flushRowGroup();

        assertThat(sunk).isEqualTo(file.writtenBytes()).isPositive();
        assertThat(file.heldBytes()).isLessThan(4_000);
    }

    @Test
    void a_closed_or_discarded_file_gives_everything_back_for_the_next() {
        // Pages take turns in the rooms where they are compressed, until each room was needed for a long one.
        for (int i = 0; i < 3; i++) {
            filled(20_000).close();
        }
        long scratch = workbench.heldBytes();
        long idle = workbench.idleBytes();

        filled(20_000).discard();
        assertThat(workbench.heldBytes()).isEqualTo(scratch);
        assertThat(workbench.idleBytes()).isEqualTo(idle);

        filled(20_000).close();
        assertThat(workbench.heldBytes()).isEqualTo(scratch);
        assertThat(workbench.idleBytes()).isEqualTo(idle);
    }

    @Test
    void a_huge_value_leaves_nothing_behind() {
        ParquetFile file = filled(10);
        ColumnWriter[] columns = file.columns(SCHEMA);
        row(file, columns, 1L, "x".repeat(10_000_000));
        row(file, columns, 2L, "small");
        assertThat(workbench.heldBytes()).isGreaterThan(10_000_000);

        row(file, columns, 3L, "begins the page after");
        file.flushRowGroup();

        assertThat(file.heldBytes()).isLessThan(4_000);
        assertThat(workbench.heldBytes()).isLessThan(2_000_000);
        assertThat(workbench.idleBytes()).isLessThan(2_000_000);
    }

    @Test
    void the_expected_length_of_a_file_is_near_the_real_one() {
        ParquetFile file = filled(300_000);
        file.flushRowGroup();
        fill(file, 100_000);

        long expected = file.expectedBytes();
        file.close();

        assertThat((double) expected / file.writtenBytes()).isBetween(0.8, 1.2);
    }

    private ParquetFile filled(int rows) {
        ParquetFile file = workbench.open("topic", (bytes, offset, length) -> sunk += length);
        fill(file, rows);
        return file;
    }

    private static void fill(ParquetFile file, int rows) {
        ColumnWriter[] columns = file.columns(SCHEMA);
        for (int i = 0; i < rows; i++) {
            row(file, columns, (long) i, "name " + (10_000 + i), List.of("tag " + i % 3));
        }
    }
}
