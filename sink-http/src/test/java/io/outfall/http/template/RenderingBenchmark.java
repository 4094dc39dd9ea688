// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.http.Orders;
import io.outfall.pipeline.UnfitRowException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What a body costs, of a row of seven columns with a date, a decimal and JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RenderingBenchmark {
    private final Rendering rendering = new Rendering();
    private final Subject subject = rendering.subject(new Orders().created(Orders.full(7)));
    private final BodyRenderer row = JsonTemplate.parse("\"${row}\"").renderer();
    private final BodyRenderer named = JsonTemplate.parse("""
            {"id": "${row.id}", "name": "${row.name}", "price": "${row.price}", "day": "${row.day}", "at": "${row.at}",
             "details": "${row.details}", "photo": "${row.photo}", "op": "${op}", "src": "${topic}-${partition}-${offset}"}""").renderer();
    private final BodyRenderer mustache = MustacheTemplate.parse(
                    "{\"id\":{{row.id}},\"name\":{{row.name}},\"price\":{{row.price}},\"day\":{{row.day}},\"at\":{{row.at}}}",
                    "application/json")
            .renderer();

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(RenderingBenchmark.class.getName())
                        .build())
                .run();
    }

    @Benchmark
    public byte[] wholeRow() throws UnfitRowException {
        return row.render(subject);
    }

    @Benchmark
    public byte[] namedColumns() throws UnfitRowException {
        return named.render(subject);
    }

    @Benchmark
    public byte[] textOfFiveColumns() throws UnfitRowException {
        return mustache.render(subject);
    }
}
