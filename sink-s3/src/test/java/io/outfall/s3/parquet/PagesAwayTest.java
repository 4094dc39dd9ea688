// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.s3.codec.BlockCodec;
import io.outfall.s3.spill.SpillFile;
import io.outfall.type.SemanticType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that workers compress while the task thread goes on. */
@Timeout(60)
class PagesAwayTest {
    private static final ParquetSchema SCHEMA = schema(
            column("id", new SemanticType.Int(64)),
            column("name", new SemanticType.Text()),
            column("city", new SemanticType.Text()));
    private static final ParquetOptions OPTIONS =
            ParquetOptions.defaults().withPageBytes(1 << 15).withRowGroupBytes(1 << 19);
    private static final int ROWS = 30_000;

    /** What workers are given, and do when the test says so. */
    private final Deque<Runnable> away = new ArrayDeque<>();

    @ParameterizedTest
    @EnumSource
    void a_file_is_the_same_whoever_compresses_its_pages_and_however_late(Compression compression) {
        ParquetOptions options = OPTIONS.withCompression(compression, 1);
        byte[] alone = written(options, Runnable::run);

        assertThat(written(options, away::add)).isEqualTo(alone);
        assertThat(written(options, work -> {
                    away.add(work);
                    // The newest first, and two pages late.
                    if (away.size() % 3 == 0) {
                        away.removeLast().run();
                    }
                }))
                .isEqualTo(alone);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        assertThat(written(options, threads)).isEqualTo(alone);
        threads.shutdown();
    }

    @Test
    void files_that_take_turns_do_not_mix_their_pages() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<ByteArrayOutputStream> sinks = new ArrayList<>();
        try (Workbench workbench = new Workbench(OPTIONS, SpillFile.none(), threads)) {
            List<ParquetFile> files = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                sinks.add(new ByteArrayOutputStream());
                files.add(workbench.open("topic", sinks.get(i)::write));
            }
            List<ColumnWriter[]> columns =
                    files.stream().map(file -> file.columns(SCHEMA)).toList();
            for (int i = 0; i < ROWS / 10; i++) {
                for (int file = 0; file < files.size(); file++) {
                    write(files.get(file), columns.get(file), i);
                }
            }
            files.forEach(ParquetFile::close);
        }
        threads.shutdown();

        byte[] first = sinks.get(0).toByteArray();
        assertThat(first).hasSizeGreaterThan(20_000);
        assertThat(sinks).allSatisfy(sink -> assertThat(sink.toByteArray()).isEqualTo(first));
    }

    @Test
    void what_is_away_is_counted_and_never_more_than_three_pages() {
        try (Workbench workbench = new Workbench(OPTIONS, SpillFile.none(), away::add)) {
            List<ParquetFile> files = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ParquetFile file = workbench.open("topic", (bytes, offset, length) -> {});
                write(file, 0, 3000);
                files.add(file);
            }

            assertThat(away).hasSizeGreaterThan(200);
            long held = files.stream().mapToLong(ParquetFile::heldBytes).sum();
            // A page before compression and after it, and the room that each takes up to the next power of two.
            assertThat(workbench.heldBytes() - held).isBetween(1L << 15, 3L * 2 * (1 << 16));
        }
    }

    @Test
    void a_compressed_file_has_nothing_away() {
        try (Workbench workbench = new Workbench(OPTIONS, SpillFile.none(), away::add)) {
            ParquetFile file = workbench.open("topic", (bytes, offset, length) -> {});
            write(file, 0, 2000);

            file.compress();

            // All pages are in the file: it can say how long it will be.
            long expected = file.expectedBytes();
            file.close();
            assertThat((double) expected / file.writtenBytes()).isBetween(0.8, 1.2);
        }
    }

    @Test
    void pages_of_a_discarded_file_come_nowhere() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try (Workbench workbench = new Workbench(OPTIONS, SpillFile.none(), away::add)) {
            ParquetFile discarded = workbench.open("topic", (bytes, offset, length) -> {});
            write(discarded, 0, 1500);
            assertThat(away).isNotEmpty();

            discarded.discard();
            List.copyOf(away).forEach(Runnable::run);

            assertThat(discarded.heldBytes()).isZero();
            ParquetFile file = workbench.open("other topic", kept::write);
            write(file, 0, ROWS);
            file.close();
            assertThat(discarded.heldBytes()).isZero();
        }
        assertThat(kept.toByteArray()).isEqualTo(written(OPTIONS, Runnable::run));
    }

    @Test
    void what_workers_have_not_begun_or_not_ended_when_the_task_ends_harms_nobody() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (Executor workers : Stream.of(threads, (Executor) away::add).toList()) {
            try (Workbench workbench = new Workbench(
                    ParquetOptions.defaults().withCompression(Compression.ZSTD, 15), SpillFile.none(), workers)) {
                write(workbench.open("topic", (bytes, offset, length) -> {}), 0, 100_000);
            }
        }
        // Their codecs are closed: had one of these anything left to do, the virtual machine would be gone.
        away.forEach(Runnable::run);
        threads.shutdown();
    }

    @Test
    void a_compression_that_fails_on_a_worker_fails_whoever_wants_the_page_each_time() {
        Account account = new Account(new BufferPool(1 << 20), SpillFile.none());
        BlockCodec codec = BlockCodec.zstd(1);
        List<String> back = new ArrayList<>();
        try (Press press = new Press(codec, account)) {
            codec.close();
            press.fill().fill('x', 1000);
            PageStore store = new PageStore(account);
            press.send(new PageHeader(PageType.DATA_PAGE, 1000, 0), store, () -> back.add("back"), away::add);
            away.removeFirst().run();

            assertThatThrownBy(press::takeBack).hasRootCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(press::takeBack).hasRootCauseInstanceOf(IllegalStateException.class);
            assertThat(back).isEmpty();

            press.forget(store);
            press.takeBack();
            assertThat(back).isEmpty();
        }
        assertThat(account.heldBytes()).isZero();
    }

    private byte[] written(ParquetOptions options, Executor workers) {
        away.clear();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbench workbench = new Workbench(options, SpillFile.none(), workers)) {
            ParquetFile file = workbench.open("topic", bytes::write);
            write(file, 0, ROWS);
            file.close();
        }
        // Late ones find nothing to do.
        away.forEach(Runnable::run);
        return bytes.toByteArray();
    }

    private static void write(ParquetFile file, int from, int to) {
        ColumnWriter[] columns = file.columns(SCHEMA);
        for (int i = from; i < to; i++) {
            write(file, columns, i);
        }
    }

    private static void write(ParquetFile file, ColumnWriter[] columns, int i) {
        row(file, columns, (long) i, "name " + Integer.toHexString(i * 0x9E3779B9) + " of " + i, "city " + i % 100);
    }
}
