// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of one task. The task thread makes and updates them; a figure that cannot be shown is logged and kept all
 * the same, for no task should end over its metrics.
 */
public final class SinkMetrics implements AutoCloseable {
    /** For {@link #oldestPending}: nothing waits. */
    public static final long NONE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(SinkMetrics.class);

    private final MetricRegistry registry;
    private final Map<String, TopicMetrics> topics = new HashMap<>();
    private final Figure retries;
    private final Figure inFlight;
    private final Figure oldestPendingMs = new Figure();
    private final Figure lastDelivered;
    private final Figure failing;
    private final Figure failingSinceMs = new Figure();
    private volatile String lastFailure = "";

    /**
     * Figures with a registry of their own, which {@link #close()} closes.
     *
     * @param clock tells the age of what waits
     */
    public SinkMetrics(MetricRegistry registry, Clock clock) {
        this.registry = registry;
        this.retries = counter("retries-total", "Attempts at the target that failed and were repeated.");
        this.inFlight = counter("deliveries-in-flight", "Deliveries that are being attempted now.");
        this.lastDelivered = counter(
                "last-delivered-source-timestamp-ms",
                "When the source made the newest change that is durable at the target, in ms since 1970; 0 before any.");
        this.failing = counter(
                "failing-deliveries", "Deliveries that failed for a passing reason and wait for their next attempt.");
        failingSinceMs.set(NONE);
        gauge(
                "failing-ms",
                "How long deliveries have been failing without one success between; 0 when none is failing.",
                () -> age(failingSinceMs.get(), clock));
        register("failure", "Why a delivery is failing now; empty when none is.", Map.of(), () -> lastFailure);
        oldestPendingMs.set(NONE);
        gauge(
                "freshness-ms",
                "Age of the oldest record taken in that is not durable at the target yet; 0 when there is none.",
                () -> age(oldestPendingMs.get(), clock));
    }

    /**
     * The figures of a task where its worker shows such: among its own metrics, or as MBeans.
     *
     * @param type what kind of sink it is, such as {@code s3-sink}
     * @param connector the connector's name
     * @param task the task's number
     */
    public static SinkMetrics open(SinkTaskContext context, String type, String connector, int task, Clock clock) {
        return new SinkMetrics(registry(context, type, connector, task), clock);
    }

    /** The figures of one topic, made at the first call. Look them up once per batch. */
    public TopicMetrics topic(String topic) {
        return topics.computeIfAbsent(topic, name -> new TopicMetrics(this, name));
    }

    /** Attempts that were repeated. */
    public Figure retries() {
        return retries;
    }

    /** Deliveries that are being attempted now. */
    public Figure inFlight() {
        return inFlight;
    }

    /**
     * Says which record waits longest.
     *
     * @param timestampMs the timestamp of the oldest record that is not durable, in ms since 1970, or {@link #NONE}
     */
    public void oldestPending(long timestampMs) {
        oldestPendingMs.set(timestampMs);
    }

    /**
     * Says what is going wrong.
     *
     * @param deliveries how many wait for their next attempt after a failed one
     * @param sinceMs when the first of these failed first, in ms since 1970, or {@link #NONE}
     * @param why the last failure of one of them; empty when there is none
     */
    public void failing(int deliveries, long sinceMs, String why) {
        failing.set(deliveries);
        failingSinceMs.set(sinceMs);
        lastFailure = why;
    }

    /**
     * Says how far the target has come.
     *
     * @param sourceTimestampMs when the source made a change that is durable now, in ms since 1970; an older one than
     *     the last changes nothing
     */
    public void delivered(long sourceTimestampMs) {
        if (sourceTimestampMs > lastDelivered.get()) {
            lastDelivered.set(sourceTimestampMs);
        }
    }

    /** A further number of this task, which the caller keeps up to date. */
    public Figure counter(String name, String description) {
        return counter(name, description, Map.of());
    }

    /** A further number, one per set of tags, such as the reason why a file was closed. */
    public Figure counter(String name, String description, Map<String, String> tags) {
        Figure figure = new Figure();
        register(name, description, tags, figure::get);
        return figure;
    }

    /** A further number that is asked for when somebody looks, from any thread. */
    public void gauge(String name, String description, LongSupplier value) {
        register(name, description, Map.of(), value::getAsLong);
    }

    /** Shows none of the figures any more. */
    @Override
    public void close() {
        try {
            registry.close();
        } catch (RuntimeException e) {
            LOG.warn("Some metrics stay behind", e);
        }
    }

    private void register(String name, String description, Map<String, String> tags, Supplier<?> value) {
        try {
            registry.register(name, description, tags, value);
        } catch (RuntimeException e) {
            LOG.warn("Metric {} {} cannot be shown", name, tags, e);
        }
    }

    private static long age(long timestampMs, Clock clock) {
        return timestampMs == NONE ? 0 : Math.max(0, clock.millis() - timestampMs);
    }

    private static MetricRegistry registry(SinkTaskContext context, String type, String connector, int task) {
        MetricRegistry plugin = pluginRegistry(context);
        if (plugin != null) {
            return plugin;
        }
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("type", type);
        identity.put("connector", connector);
        identity.put("task", Integer.toString(task));
        return new JmxMetricRegistry(ManagementFactory.getPlatformMBeanServer(), identity);
    }

    private static @Nullable MetricRegistry pluginRegistry(SinkTaskContext context) {
        try {
            return PluginMetricRegistry.of(context);
        } catch (NoSuchMethodError | NoClassDefFoundError workerBefore41) {
            return null;
        }
    }
}
