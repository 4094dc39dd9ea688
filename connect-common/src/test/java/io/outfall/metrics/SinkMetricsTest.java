// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.SteppingClock;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SinkMetricsTest {

    private final SteppingClock clock = SteppingClock.at("2024-02-29T12:00:00Z");
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    private SinkMetrics jmx(String connector, int task) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("type", "s3-sink");
        identity.put("connector", connector);
        identity.put("task", Integer.toString(task));
        return new SinkMetrics(new JmxMetricRegistry(server, identity), clock);
    }

    private long read(String name, String attribute) throws Exception {
        return (Long) server.getAttribute(new ObjectName(name), attribute);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        server.queryNames(null, null).stream()
                .filter(name -> name.getDomain().equals("io.outfall"))
                .forEach(name -> names.add(name.toString()));
        return names;
    }

    @Nested
    class AsMBeans {

        @Test
        void figuresOfATaskAndOfItsTopicsAreAttributesThatFollowThem() throws Exception {
            try (SinkMetrics metrics = jmx("lake", 0)) {
                TopicMetrics orders = metrics.topic("shop.orders");
                orders.rows().add(2);
                orders.rows().add(3);
                orders.bytes().add(4096);
                orders.rejections().add(1);
                metrics.retries().set(7);
                metrics.inFlight().set(2);
                metrics.counter("files-closed-total", "Files.", Map.of("reason", "rows"))
                        .add(9);
                metrics.gauge("open-files", "Files.", () -> 11);

                assertThat(names())
                        .containsExactly(
                                "io.outfall:type=s3-sink,connector=lake,task=0",
                                "io.outfall:type=s3-sink,connector=lake,task=0,reason=rows",
                                "io.outfall:type=s3-sink,connector=lake,task=0,topic=shop.orders");
                String topic = "io.outfall:type=s3-sink,connector=lake,task=0,topic=shop.orders";
                assertThat(read(topic, "rows-total")).isEqualTo(5);
                assertThat(read(topic, "bytes-total")).isEqualTo(4096);
                assertThat(read(topic, "rejections-total")).isEqualTo(1);
                String task = "io.outfall:type=s3-sink,connector=lake,task=0";
                assertThat(read(task, "retries-total")).isEqualTo(7);
                assertThat(read(task, "deliveries-in-flight")).isEqualTo(2);
                assertThat(read(task, "open-files")).isEqualTo(11);
                assertThat(read(task + ",reason=rows", "files-closed-total")).isEqualTo(9);
            }
        }

        @Test
        void sayWhatIsGoingWrongAndWhy() throws Exception {
            try (SinkMetrics metrics = jmx("lake", 0)) {
                String task = "io.outfall:type=s3-sink,connector=lake,task=0";
                metrics.failing(3, 1, "bucket lake: no answer");

                assertThat(read(task, "failing-deliveries")).isEqualTo(3);
                assertThat(read(task, "failing-ms")).isPositive();
                assertThat(server.getAttribute(new ObjectName(task), "failure")).isEqualTo("bucket lake: no answer");

                metrics.failing(0, SinkMetrics.NONE, "");
                assertThat(read(task, "failing-ms")).isZero();
                assertThat(server.getAttribute(new ObjectName(task), "failure")).isEqualTo("");
            }
        }

        @Test
        void listTheirFiguresWithDescriptionsForMonitoringTools() throws Exception {
            try (SinkMetrics metrics = jmx("lake", 0)) {
                metrics.topic("orders");
                ObjectName name = new ObjectName("io.outfall:type=s3-sink,connector=lake,task=0,topic=orders");

                assertThat(server.getMBeanInfo(name).getAttributes())
                        .extracting(a -> a.getName() + " " + a.getType() + ": " + a.getDescription())
                        .containsExactly(
                                "bytes-total long: Bytes that are durable at the target, as it holds them.",
                                "rejections-total long: Records that could not be delivered.",
                                "rows-total long: Rows that are durable at the target.");
                assertThatThrownBy(() -> server.getAttribute(name, "rows"))
                        .isInstanceOf(AttributeNotFoundException.class);
            }
        }

        @Test
        void doNotClashAndAreGoneWhenTheirTaskStops() {
            SinkMetrics first = jmx("lake", 0);
            SinkMetrics second = jmx("lake", 1);
            SinkMetrics other = jmx("a=b,\"c\"*", 0);
            SinkMetrics givenUpButRunning = jmx("lake", 0);
            assertThat(names())
                    .containsExactly(
                            "io.outfall:type=s3-sink,connector=\"a=b,\\\"c\\\"\\*\",task=0",
                            "io.outfall:type=s3-sink,connector=lake,task=0",
                            "io.outfall:type=s3-sink,connector=lake,task=0,instance=2",
                            "io.outfall:type=s3-sink,connector=lake,task=1");

            first.close();
            other.close();
            assertThat(names())
                    .containsExactly(
                            "io.outfall:type=s3-sink,connector=lake,task=0,instance=2",
                            "io.outfall:type=s3-sink,connector=lake,task=1");
            givenUpButRunning.close();
            second.close();
            assertThat(names()).isEmpty();
        }
    }

    @Nested
    class Freshness {

        private static final String TASK = "io.outfall:type=s3-sink,connector=lake,task=0";

        @Test
        void isTheAgeOfTheOldestRecordThatIsNotDurable() throws Exception {
            try (SinkMetrics metrics = jmx("lake", 0)) {
                assertThat(read(TASK, "freshness-ms")).isZero();

                metrics.oldestPending(clock.millis() - 1_500);
                assertThat(read(TASK, "freshness-ms")).isEqualTo(1_500);
                clock.advance(Duration.ofSeconds(60));
                assertThat(read(TASK, "freshness-ms")).isEqualTo(61_500);

                metrics.oldestPending(SinkMetrics.NONE);
                assertThat(read(TASK, "freshness-ms")).isZero();
            }
        }

        @Test
        void isZeroForARecordFromAClockThatIsAhead() throws Exception {
            try (SinkMetrics metrics = jmx("lake", 0)) {
                metrics.oldestPending(clock.millis() + 10_000);

                assertThat(read(TASK, "freshness-ms")).isZero();
            }
        }

        @Test
        void isAlsoTheSourcesTimeOfTheNewestDurableChange() throws Exception {
            try (SinkMetrics metrics = jmx("lake", 0)) {
                metrics.delivered(2_000);
                metrics.delivered(1_000);

                assertThat(read(TASK, "last-delivered-source-timestamp-ms")).isEqualTo(2_000);
            }
        }
    }

    @Nested
    class AmongTheWorkersOwn {

        private final Metrics worker = new Metrics();
        private final PluginMetricsImpl plugin =
                new PluginMetricsImpl(worker, Map.of("connector", "lake", "task", "0"));

        private List<String> shown() {
            List<String> shown = new ArrayList<>();
            for (KafkaMetric metric : worker.metrics().values()) {
                if (metric.metricName().tags().containsKey("connector")) {
                    shown.add(metric.metricName().name() + " "
                            + metric.metricName().tags().getOrDefault("topic", "-") + " " + metric.metricValue());
                }
            }
            return shown;
        }

        @Test
        void figuresAreMetricsThatFollowThem() {
            try (SinkMetrics metrics = new SinkMetrics(new PluginMetricRegistry(plugin), clock)) {
                metrics.topic("orders").rows().add(5);
                metrics.oldestPending(clock.millis() - 10);

                assertThat(shown())
                        .containsExactlyInAnyOrder(
                                "retries-total - 0",
                                "deliveries-in-flight - 0",
                                "last-delivered-source-timestamp-ms - 0",
                                "freshness-ms - 10",
                                "failing-deliveries - 0",
                                "failing-ms - 0",
                                "failure - ",
                                "rows-total orders 5",
                                "bytes-total orders 0",
                                "rejections-total orders 0");
            }
            assertThat(shown()).isEmpty();
        }

        @Test
        void aFigureThatTheWorkerRefusesIsKeptAllTheSame() {
            try (SinkMetrics metrics = new SinkMetrics(new PluginMetricRegistry(plugin), clock)) {
                Figure refused = metrics.counter("files-total", "Files.", Map.of("task", "a reserved tag"));
                refused.add(1);

                assertThat(refused.get()).isEqualTo(1);
                assertThat(shown()).noneMatch(metric -> metric.startsWith("files-total"));
            }
        }
    }

    @Test
    void onAWorkerThatOffersPluginsNoMetricsTheyAreMBeans() throws Exception {
        MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.outfall:type=probe,connector=\"old, worker\",task=7,topic=orders");
        // The worker's jars in place of ours; the platform's loader as parent keeps the test's own Kafka out.
        try (URLClassLoader oldWorker =
                new URLClassLoader(oldWorkerClassPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> context = oldWorker.loadClass("org.apache.kafka.connect.sink.SinkTaskContext");
            assertThat(context.getMethods())
                    .noneMatch(method -> method.getName().equals("pluginMetrics"));

            AutoCloseable probe = (AutoCloseable) oldWorker
                    .loadClass(OldWorkerProbe.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat(platform.getAttribute(name, "rows-total")).isEqualTo(3L);

            probe.close();
            assertThat(platform.isRegistered(name)).isFalse();
        }
    }

    private static URL[] oldWorkerClassPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        File[] jars = Path.of("target", "oldest-worker").toFile().listFiles();
        assertThat(jars).as("jars copied by the build").isNotEmpty();
        for (File jar : jars) {
            urls.add(jar.toURI().toURL());
        }
        for (Class<?> ours : List.of(SinkMetrics.class, OldWorkerProbe.class, LoggerFactory.class)) {
            urls.add(ours.getProtectionDomain().getCodeSource().getLocation());
        }
        return urls.toArray(new URL[0]);
    }
}
