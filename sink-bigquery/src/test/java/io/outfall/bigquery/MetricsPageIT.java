// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.task.TaskRun;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Holds the page of metrics to those that a task shows. */
class MetricsPageIT {
    private static final Path PAGE = Path.of("..", "docs", "reference", "sink-bigquery-metrics.md");
    private static final Schema ORDER =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

    private static final String HEAD = """
            # sink-bigquery metrics

            What each task shows: among the worker's own metrics from Connect 4.1 on (`kafka.connect:type=plugins,connector=…,task=…`),
            before that as MBeans (`io.outfall:type=bigquery-sink,connector=…,task=…`). A figure with a tag is there once per topic.
            This page is generated.

            Watch `freshness-ms` (are the tables current?), `failing-ms` with `failure` (is BigQuery in the way, and why?), and
            `rejections-total` (is anything left out?).

            | metric | tag | what |
            |---|---|---|
            """;

    @Test
    void thePageListsEveryMetricOfATask() throws Exception {
        try (Warehouse warehouse = new Warehouse();
                TaskRun run = warehouse.run(Map.of("name", "metrics page", "table.name", "orders"))) {
            run.put(List.of(
                    new SinkRecord("orders", 0, null, null, ORDER, new Struct(ORDER).put("id", 1), 0, 1_000L, null)));
            run.awaitDurable();

            String page = HEAD + String.join("\n", rows().values()) + "\n";

            if (Boolean.getBoolean("reference.write")) {
                Files.writeString(PAGE, page);
            }
            assertThat(Files.readString(PAGE))
                    .as("out of date; write it again with -Dreference.write=true -Dit.test=MetricsPageIT")
                    .isEqualTo(page);
        }
    }

    @Test
    void whatIsInATableIsCounted() throws Exception {
        try (Warehouse warehouse = new Warehouse();
                TaskRun run = warehouse.run(Map.of("name", "figures", "table.name", "orders"))) {
            run.put(List.of(
                    new SinkRecord("orders", 0, null, null, ORDER, new Struct(ORDER).put("id", 1), 0, 1_000L, null)));
            run.awaitDurable();
            run.pollUntil(() -> figure("held-bytes") == 0);

            assertThat(figure("rows-total")).isEqualTo(1);
            assertThat(figure("bytes-total")).isPositive();
            assertThat(figure("last-delivered-source-timestamp-ms")).isEqualTo(1_000);
            assertThat(figure("table-updates-total")).isEqualTo(1);
            assertThat(figure("waiting-tables")).isZero();
            assertThat(figure("memory-budget-bytes")).isPositive();
        }
    }

    private static long figure(String name) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName bean :
                    server.queryNames(new ObjectName("io.outfall:type=bigquery-sink,connector=figures,*"), null)) {
                for (MBeanAttributeInfo figure : server.getMBeanInfo(bean).getAttributes()) {
                    if (figure.getName().equals(name)) {
                        return ((Number) server.getAttribute(bean, name)).longValue();
                    }
                }
            }
        } catch (JMException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no figure " + name);
    }

    private static Map<String, String> rows() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Map<String, String> rows = new TreeMap<>();
        for (ObjectName name :
                server.queryNames(new ObjectName("io.outfall:type=bigquery-sink,connector=metrics page,*"), null)) {
            Set<String> tags = new TreeSet<>(name.getKeyPropertyList().keySet());
            tags.removeAll(Set.of("type", "connector", "task"));
            for (MBeanAttributeInfo figure : server.getMBeanInfo(name).getAttributes()) {
                rows.put(
                        figure.getName(),
                        "| `" + figure.getName() + "` | " + String.join(", ", tags) + " | " + figure.getDescription()
                                + " |");
            }
        }
        return rows;
    }
}
