// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.emulator.Main;
import io.outfall.testing.bench.OrderRows;
import io.outfall.testing.bench.RecordingTaskContext;
import io.outfall.testing.bench.TaskDriver;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the whole task costs per row, its requests included, to an emulator in a process of its own; the emulator is
 * what bounds the rows per second. Arguments: rows (200000), partitions (1), {@code plain} or {@code envelope}, then
 * settings of the sink as {@code key=value}.
 */
public final class SinkBenchmark {
    private static final String TOPIC = "db.public.orders";
    private static final double MICROS = 1e6;

    private SinkBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 200_000;
        int partitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        boolean envelopes = arguments.length > 2 && arguments[2].equals("envelope");
        Process emulator = emulator();
        try (BufferedReader lines = emulator.inputReader()) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "name", "benchmark",
                    "bigquery.project", "emulator",
                    "bigquery.endpoint", after("REST ", lines.readLine()),
                    "bigquery.storage.endpoint", "http://" + after("gRPC ", lines.readLine()),
                    "table.dataset", "shop",
                    "table.name", "orders"));
            for (int i = 3; i < arguments.length; i++) {
                int equals = arguments[i].indexOf('=');
                settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
            }
            OrderRows orders = new OrderRows(new OrderRows.Options(TOPIC, partitions, 1, envelopes));
            run(settings, partitions, orders, rows);
        } finally {
            emulator.destroy();
        }
    }

    private static void run(Map<String, String> settings, int partitions, OrderRows orders, long rows) {
        RecordingTaskContext context = new RecordingTaskContext(settings, false);
        List<TopicPartition> assigned = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            assigned.add(new TopicPartition(TOPIC, i));
        }
        context.assign(assigned.toArray(new TopicPartition[0]));
        BigQuerySinkTask task = new BigQuerySinkTask();
        task.initialize(context);
        task.start(settings);
        task.open(assigned);
        TaskDriver driver = new TaskDriver(task, orders, context);
        driver.feed(Math.max(rows / 4, 50_000));
        TaskDriver.Result result = driver.feed(rows);
        System.out.printf(
                Locale.ROOT,
                "%,.0f rows/s on the wall | %.2f us CPU per row on the put thread | %.2f us in the process | %s%n",
                rows / result.seconds(),
                result.putCpuSeconds() / rows * MICROS,
                result.processCpuSeconds() / rows * MICROS,
                result);
        task.close(assigned);
        task.stop();
    }

    private static Process emulator() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "0",
                        "0",
                        "shop")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String after(String label, String line) {
        if (!line.startsWith(label)) {
            throw new IllegalStateException("the emulator says " + line);
        }
        return line.substring(label.length());
    }
}
