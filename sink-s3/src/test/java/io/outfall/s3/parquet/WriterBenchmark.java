// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import com.sun.management.ThreadMXBean;
import io.outfall.s3.spill.SpillFile;
import io.outfall.testing.bench.OrderRows;
import io.outfall.type.TypeResolver;
import io.outfall.type.TypeRules;
import io.outfall.type.ValuePolicies;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * How fast rows become Parquet, and what open files hold. Figures are per second of the writing thread's CPU, which
 * other work on the machine disturbs least. Not a test: run its main.
 *
 * <pre>WriterBenchmark [ZSTD|SNAPPY|...] [rows] [rounds] [PLAIN|DELTA] [pageKiB]</pre>
 */
final class WriterBenchmark {
    private static final int POOL = 200_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final OrderRows source = new OrderRows(new OrderRows.Options("orders", 1, 1, false));
    private final Field[] fields = source.record(0).valueSchema().fields().toArray(new Field[0]);
    private final ParquetSchema schema = schema(fields);

    private WriterBenchmark() {}

    public static void main(String[] args) {
        Compression compression = args.length > 0 ? Compression.valueOf(args[0]) : Compression.ZSTD;
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        ParquetOptions options = ParquetOptions.defaults().withCompression(compression, 1);
        if (args.length > 3) {
            options = options.withEncodings(Encodings.valueOf(args[3]));
        }
        if (args.length > 4) {
            options = options.withPageBytes(Integer.parseInt(args[4]) << 10);
        }
        WriterBenchmark benchmark = new WriterBenchmark();
        benchmark.oneFile(options, rows, rounds);
        for (int each : new int[] {1, 10, 100, 1000}) {
            benchmark.openFiles(options, 1000, each);
        }
    }

    private void oneFile(ParquetOptions options, int rows, int rounds) {
        Struct[] pool = new Struct[POOL];
        Arrays.setAll(pool, this::row);
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long bytes = write(options, pool, rows);
            double seconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            rates.add(rows / seconds);
            print(
                    "%s round %d: %,.0f rows per CPU second, %d B allocated per row, %.1f B written per row",
                    options.compression(), round, rows / seconds, allocated / rows, bytes / (double) rows);
        }
        print(
                "%s median: %,.0f rows per CPU second",
                options.compression(),
                rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow());
    }

    private long write(ParquetOptions options, Struct[] pool, int rows) {
        long[] bytes = {0};
        try (Workbench workbench = new Workbench(options, SpillFile.none(), Runnable::run)) {
            ParquetFile file = workbench.open("orders", (array, offset, length) -> bytes[0] += length);
            ColumnWriter[] columns = file.columns(schema);
            for (int i = 0; i < rows; i++) {
                row(file, columns, pool[i % POOL]);
            }
            file.close();
        }
        return bytes[0];
    }

    private void openFiles(ParquetOptions options, int count, int rows) {
        try (Workbench workbench = new Workbench(options, SpillFile.none(), Runnable::run)) {
            List<ParquetFile> files = new ArrayList<>();
            long before = usedHeap();
            for (int f = 0; f < count; f++) {
                ParquetFile file = workbench.open("orders", (array, offset, length) -> {});
                ColumnWriter[] columns = file.columns(schema);
                for (int i = 0; i < rows; i++) {
                    row(file, columns, row((long) f * rows + i));
                }
                files.add(file);
            }
            long after = usedHeap();
            long held = files.stream().mapToLong(ParquetFile::heldBytes).sum();
            print(
                    "%d open files of %d rows: %.1f KiB of heap per file, of which they know %.1f KiB",
                    count, rows, (after - before) / 1024.0 / count, held / 1024.0 / count);
        }
    }

    private static ParquetSchema schema(Field... fields) {
        TypeResolver types = new TypeResolver(TypeRules.none(), ValuePolicies.strict());
        return new ParquetSchema(Arrays.stream(fields)
                .map(field -> Written.column(
                        field.name(),
                        types.resolve(field.name(), field.schema()).type()))
                .toList());
    }

    private Struct row(long number) {
        return (Struct) source.record(number).value();
    }

    private void row(ParquetFile file, ColumnWriter[] columns, Struct row) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(row.get(fields[i]));
        }
        file.endRow();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
