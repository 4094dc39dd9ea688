// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Shows figures among those of the worker, which adds the connector's and the task's name to each.
 *
 * <p>The only class that mentions {@link PluginMetrics}: workers before 4.1 do not have it.
 */
final class PluginMetricRegistry implements MetricRegistry {
    private final PluginMetrics worker;
    private final List<MetricName> names = new ArrayList<>();

    PluginMetricRegistry(PluginMetrics worker) {
        this.worker = worker;
    }

    /**
     * The registry of a task, or null where the worker has none for it.
     *
     * @throws LinkageError on a worker before 4.1: this class does not load, or the call does not link
     */
    static @Nullable PluginMetricRegistry of(SinkTaskContext context) {
        PluginMetrics worker = context.pluginMetrics();
        return worker == null ? null : new PluginMetricRegistry(worker);
    }

    @Override
    public void register(String name, String description, Map<String, String> tags, Supplier<?> value) {
        MetricName metric = worker.metricName(name, description, new LinkedHashMap<>(tags));
        worker.addMetric(metric, (Gauge<Object>) (config, now) -> value.get());
        names.add(metric);
    }

    @Override
    public void close() {
        names.forEach(worker::removeMetric);
        names.clear();
    }
}
