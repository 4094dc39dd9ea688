// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.SourceInfo;
import java.util.List;
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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What it costs to understand one record. The budgets: 100 ns and 96 bytes for the event with its operation, position
 * and time; 200 ns for all columns of a row of twelve.
 *
 * <p>Run {@link #main} with the test class path.
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

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(EventAccessBenchmark.class.getName() + "." + (args.length == 0 ? "" : args[0]))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
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
