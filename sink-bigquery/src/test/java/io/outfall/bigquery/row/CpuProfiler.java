// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** The processor time of the whole process per operation, which others on the machine do not lengthen; GC included. */
public final class CpuProfiler implements InternalProfiler {
    static final String LABEL = "cpu";

    private long before;

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @Override
    public String getDescription() {
        return "CPU time of the process per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = cpuNanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double perOperation =
                (double) (cpuNanos() - before) / result.getMetadata().getMeasuredOps();
        return List.of(new ScalarResult(LABEL, perOperation, "ns/op", AggregationPolicy.AVG));
    }
}
