// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.SourceInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What it costs to understand one record. Not a test, because it measures time; run {@link #main} with the test class
 * path on a quiet machine. It fails where a budget is exceeded.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EventAccessBenchmark {
    private static final int RECORDS = 1024;

    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());
    private final List<SinkRecord> records = Envelopes.updates(RECORDS);
    private int next;

    /** What each method may take at most, in nanoseconds. */
    private static final Map<String, Double> BUDGETS = Map.of("event", 100.0, "columns", 200.0);

    private static final double BYTES_PER_EVENT = 96;

    /** @param args the name of one method, to run it alone */
    public static void main(String[] args) throws RunnerException {
        String method = args.length == 0 ? "" : args[0] + "$";
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(EventAccessBenchmark.class.getName() + "." + method)
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        results.forEach(EventAccessBenchmark::check);
    }

    private static double allocation(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
    }

    private static void check(RunResult result) {
        String method = result.getPrimaryResult().getLabel();
        double nanos = result.getPrimaryResult().getScore();
        double bytes = allocation(result);
        boolean slow = nanos > BUDGETS.getOrDefault(method, Double.MAX_VALUE);
        boolean wasteful = method.equals("event") && bytes > BYTES_PER_EVENT;
        if (slow || wasteful) {
            throw new IllegalStateException(method + " takes " + nanos + " ns and " + bytes + " bytes");
        }
    }

    @Benchmark
    public Position event(Blackhole hole) {
        RowChange change = (RowChange) decoder.decode(record());
        SourceInfo source = change.source();
        hole.consume(change.op());
        hole.consume(source.timestampMicros());
        return source.position();
    }

    @Benchmark
    public void columns(Blackhole hole) {
        read(((RowChange) decoder.decode(record())).image(), hole, false);
    }

    @Benchmark
    public void canonicalColumns(Blackhole hole) {
        read(((RowChange) decoder.decode(record())).image(), hole, true);
    }

    private static void read(Row row, Blackhole hole, boolean decode) {
        List<Column> columns = row.layout().columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object raw = column.raw(row.data());
            if (raw != null && raw != CellReader.ABSENT && !column.isUnavailable(raw)) {
                hole.consume(decode ? column.decode(raw) : raw);
            }
        }
    }

    private SinkRecord record() {
        next = next + 1 & RECORDS - 1;
        return records.get(next);
    }
}
