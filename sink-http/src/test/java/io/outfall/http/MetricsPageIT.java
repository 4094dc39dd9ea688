// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.http.Intake.Answer;
import io.outfall.testing.task.TaskRun;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the page of metrics to those that a task shows, and these to what a server has seen. */
@Timeout(60)
class MetricsPageIT {
    private static final Path PAGE = Path.of("..", "docs", "reference", "sink-http-metrics.md");

    private static final String HEAD = """
            # sink-http metrics

            What each task shows: among the worker's own metrics from Connect 4.1 on (`kafka.connect:type=plugins,connector=…,task=…`),
            before that as MBeans (`io.outfall:type=http-sink,connector=…,task=…`). A figure with a tag is there once per topic. The
            [rules for Prometheus](../../packaging/examples/strimzi/metrics.yaml) give both the same names.
            This page is generated.

            Watch `freshness-ms` (does the server know what changed?), `failing-ms` with `failure` (is the server in the way, and why?),
            and `rejections-total` (is anything left out?).

            | metric | tag | what |
            |---|---|---|
            """;

    private final Orders orders = new Orders();

    @AutoClose
    private final Intake intake = new Intake();

    @Test
    void thePageListsEveryMetricOfATask() throws Exception {
        try (TaskRun run = intake.run(Map.of("name", "metrics page"))) {
            run.put(inserts(1));
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
    void whatTheServerTookAndWhatItRefusedIsCounted() throws Exception {
        intake.answer(request -> new Answer(request.number() == 2 ? 422 : 200));
        try (TaskRun run = intake.run(Map.of("name", "figures", "memory.budget.bytes", "2097152"))) {
            run.put(inserts(3));
            run.awaitDurable();

            assertThat(figure("figures", "rows-total")).isEqualTo(2);
            assertThat(figure("figures", "bytes-total"))
                    .isEqualTo(intake.bodies().get(0).length()
                            + intake.bodies().get(2).length());
            assertThat(figure("figures", "rejections-total")).isEqualTo(1);
            assertThat(figure("figures", "requests-total")).isEqualTo(3);
            assertThat(figure("figures", "retries-total")).isZero();
            assertThat(figure("figures", "last-delivered-source-timestamp-ms")).isEqualTo(1_700_000_000_123L);
            run.pollUntil(() -> figure("figures", "held-bytes") == 0);
            assertThat(figure("figures", "memory-budget-bytes")).isEqualTo(2_097_152);
        }
    }

    @Test
    void onlyRequestsThatFailedAreRetriesAndNotTheWaitsOfOthers() {
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger failed = new AtomicInteger();
        intake.answer(request -> {
            boolean fails = away.get();
            failed.addAndGet(fails ? 1 : 0);
            return new Answer(fails ? 503 : 200);
        });
        try (TaskRun run = intake.run(
                Map.of("name", "retries", "ordering", "key", "delivery.parallelism", "16", "breaker.requests", "2"))) {
            run.put(inserts(100));
            run.pollUntil(() -> failed.get() > 5
                    && figure("retries", "server-left-alone") == 1
                    && figure("retries", "failing-deliveries") == 16);

            assertThat(text("retries", "failure")).contains("status 503");
            assertThat(figure("retries", "failing-ms")).isPositive();
            assertThat(figure("retries", "held-bytes")).isPositive();

            away.set(false);
            run.awaitDurable();
            run.pollUntil(() -> text("retries", "failure").isEmpty());
            assertThat(figure("retries", "retries-total")).isEqualTo(failed.get());
            assertThat(figure("retries", "requests-total")).isEqualTo(failed.get() + 100L);
            assertThat(figure("retries", "failing-ms")).isZero();
            assertThat(figure("retries", "server-left-alone")).isZero();
        }
    }

    @Test
    void aTaskThatLeavesTheServerAloneForAnotherDoesNotRetry() {
        intake.answer(
                request -> request.number() == 1 ? new Answer(429, Map.of("Retry-After", "2"), "") : new Answer(200));
        try (TaskRun one = intake.run(Map.of("name", "asked"));
                TaskRun other = intake.run(Map.of("name", "neighbour"))) {
            one.put(inserts(1));
            one.pollUntil(() -> figure("asked", "retries-total") == 1);
            other.put(inserts(1));
            other.pollUntil(() -> figure("neighbour", "failing-ms") > 0);
            assertThat(text("neighbour", "failure")).contains("the server asked to be left alone");
            other.awaitDurable();
            one.awaitDurable();

            assertThat(figure("neighbour", "retries-total")).isZero();
            assertThat(figure("neighbour", "requests-total")).isEqualTo(1);
            assertThat(figure("asked", "requests-total")).isEqualTo(2);
        }
    }

    @Test
    void tokensThatWereAskedForAreCountedAndATokenServerThatIsAwayIsNoRetryOfTheTarget() {
        intake.answer(request -> switch (request.path()) {
            case "/token" ->
                request.number() == 1
                        ? new Answer(503)
                        : new Answer(200, "{\"access_token\": \"a\", \"expires_in\": 3600}");
            default -> new Answer(200);
        });
        try (TaskRun run = intake.run(Map.of(
                "name", "tokens",
                "http.auth.type", "oauth2",
                "http.oauth2.token.url", intake.url() + "/token",
                "http.oauth2.client.id", "outfall",
                "http.oauth2.client.secret", "hidden"))) {
            run.put(inserts(3));
            run.pollUntil(() -> text("tokens", "failure").contains("the token server"));
            run.awaitDurable();

            assertThat(figure("tokens", "token-requests-total")).isEqualTo(2);
            assertThat(figure("tokens", "retries-total")).isZero();
            assertThat(figure("tokens", "requests-total")).isEqualTo(3);
        }
    }

    @Test
    void aBodyThatWasTooLongShowsInTheLimit() {
        intake.answer(request -> new Answer(request.body().length() > 2_000 ? 413 : 200));
        try (TaskRun run = intake.run(
                Map.of("name", "limit", "batch.format", "array", "batch.linger.ms", "500", "batch.bytes", "100000"))) {
            run.put(inserts(1));
            run.awaitDurable();
            assertThat(figure("limit", "body-limit-bytes")).isEqualTo(100_000);

            run.put(inserts(500));
            run.awaitDurable();
            assertThat(figure("limit", "body-limit-bytes")).isLessThan(2_000);
            assertThat(figure("limit", "retries-total")).isZero();
        }
    }

    private List<SinkRecord> inserts(int count) {
        return Stream.generate(orders::next).limit(count).toList();
    }

    private static long figure(String connector, String name) {
        return ((Number) shown(connector, name)).longValue();
    }

    private static String text(String connector, String name) {
        return (String) shown(connector, name);
    }

    private static Object shown(String connector, String name) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName bean : beans(connector)) {
                for (MBeanAttributeInfo figure : server.getMBeanInfo(bean).getAttributes()) {
                    if (figure.getName().equals(name)) {
                        return server.getAttribute(bean, name);
                    }
                }
            }
        } catch (JMException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no figure " + name);
    }

    private static Map<String, String> rows() throws JMException {
        Map<String, String> rows = new TreeMap<>();
        for (ObjectName name : beans("metrics page")) {
            Set<String> tags = new TreeSet<>(name.getKeyPropertyList().keySet());
            tags.removeAll(Set.of("type", "connector", "task"));
            for (MBeanAttributeInfo figure : ManagementFactory.getPlatformMBeanServer()
                    .getMBeanInfo(name)
                    .getAttributes()) {
                rows.put(
                        figure.getName(),
                        "| `" + figure.getName() + "` | " + String.join(", ", tags) + " | " + figure.getDescription()
                                + " |");
            }
        }
        return rows;
    }

    private static Set<ObjectName> beans(String connector) throws JMException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("io.outfall:type=http-sink,connector=" + connector + ",*"), null);
    }
}
