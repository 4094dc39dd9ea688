// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.row.MetadataField;
import io.outfall.testing.bench.DiscardingS3;
import io.outfall.testing.bench.OrderRows;
import io.outfall.testing.bench.TaskDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The sink beside the common way to write Parquet, {@link AvroParquetTask}: the same rows, by turns in one run, both
 * with ZSTD 1. The sink uploads to a store that throws bytes away, the common way writes nowhere. Ratios are what
 * lasts: both sides slow down alike on a busy machine. Arguments: rows per round (500000, which is a file), rounds (5),
 * then settings of the sink as {@code key=value}.
 */
public final class PeerBenchmark {
    private static final OrderRows.Options ROWS = new OrderRows.Options("db.public.orders", 1, 1, false);

    /** One way to write rows, and what it took in each round. */
    private record Way(String name, TaskDriver driver, LongSupplier bytes, List<TaskDriver.Result> results) {
        Way(String name, TaskDriver driver, LongSupplier bytes) {
            this(name, driver, bytes, new ArrayList<>());
        }

        double median(ToDoubleFunction<TaskDriver.Result> figure) {
            double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        double rowsPerPutSecond() {
            return median(each -> each.rows() / each.putCpuSeconds());
        }

        double rowsPerProcessSecond() {
            return median(each -> each.rows() / each.processCpuSeconds());
        }

        double allocated() {
            return median(each -> each.allocatedBytes() / (double) each.rows());
        }
    }

    private PeerBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Map<String, String> more = new HashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            more.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        Map<String, String> bare = new HashMap<>(more);
        for (MetadataField field : MetadataField.values()) {
            bare.put("metadata." + field.key() + ".column", "");
        }
        try (DiscardingS3 one = new DiscardingS3();
                DiscardingS3 other = new DiscardingS3()) {
            AvroParquetTask avro = new AvroParquetTask(1);
            List<Way> ways = List.of(
                    new Way("parquet-avro, 16 columns", new TaskDriver(avro, new OrderRows(ROWS)), avro::bytes),
                    way("Outfall, 16 columns", one, bare),
                    way("Outfall, 13 metadata columns more", other, more));
            ways.forEach(way -> way.driver().feed(500_000));
            for (int round = 0; round < rounds; round++) {
                ways.forEach(way -> way.results().add(way.driver().feed(rows)));
            }
            long written = 500_000L + (long) rounds * rows;
            ways.forEach(way -> print(way, ways.get(0), way.bytes().getAsLong() / (double) written));
        }
        System.exit(0);
    }

    private static Way way(String name, DiscardingS3 store, Map<String, String> more) {
        Map<String, String> settings = SinkBenchmark.settings(store);
        settings.putAll(more);
        return new Way(name, new TaskDriver(SinkBenchmark.start(settings, 1), new OrderRows(ROWS)), store::bytes);
    }

    private static void print(Way way, Way common, double bytes) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %,9.0f rows per put-thread CPU s (%.2fx) | %,9.0f per process CPU s (%.2fx)"
                        + " | %,6.0f B allocated per row (1/%.1f) | %.1f B written per row%n",
                way.name(),
                way.rowsPerPutSecond(),
                way.rowsPerPutSecond() / common.rowsPerPutSecond(),
                way.rowsPerProcessSecond(),
                way.rowsPerProcessSecond() / common.rowsPerProcessSecond(),
                way.allocated(),
                common.allocated() / way.allocated(),
                bytes);
    }
}
