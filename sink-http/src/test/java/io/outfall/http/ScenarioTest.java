// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.outfall.http.Intake.Answer;
import io.outfall.http.Intake.Request;
import io.outfall.testing.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server that counts effects has in the end, whatever happens on the way. */
@Timeout(120)
class ScenarioTest {
    private static final TopicPartition PARTITION = new TopicPartition(Orders.TOPIC, 0);

    private final Orders orders = new Orders();

    @AutoClose
    private final Intake intake = new Intake();

    @Test
    void everyChangeArrivesOnceThoughEveryThirdRequestFails() {
        Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();
        intake.answer(request -> {
            if (request.number() % 3 == 0) {
                return new Answer(503);
            }
            effects.computeIfAbsent(request.headers().get("idempotency-key"), key -> new AtomicInteger())
                    .incrementAndGet();
            return new Answer(201);
        });

        try (TaskRun run = intake.run(Map.of(
                "ordering", "key",
                "delivery.parallelism", "8",
                "idempotency.header", "Idempotency-Key",
                "retry.backoff.ms", "1",
                "retry.backoff.max.ms", "5"))) {
            run.put(inserts(200));
            run.awaitDurable();
        }

        assertThat(effects)
                .hasSize(200)
                .allSatisfy((key, times) -> assertThat(times).hasValue(1));
        assertThat(intake.requests()).hasSize(299);
    }

    @Test
    void ofABatchWithOnePoisonRowAllOthersArriveAndThatOneIsReported() {
        Set<Long> stored = ConcurrentHashMap.newKeySet();
        intake.answer(request -> {
            List<Long> ids = ids(request);
            if (ids.contains(123L)) {
                return new Answer(422, Map.of("X-Request-Id", "r-" + request.number()), "row 123 is Bob's");
            }
            stored.addAll(ids);
            return new Answer(200);
        });

        try (TaskRun run = intake.run(Map.of("batch.format", "array", "batch.linger.ms", "60000"))) {
            run.put(inserts(500));
            run.awaitDurable();

            assertThat(run.context().reported()).singleElement().satisfies(reported -> {
                assertThat(reported.record().kafkaOffset()).isEqualTo(123);
                assertThat(reported.error())
                        .hasMessageMatching(
                                "topic shop.public.orders, partition 0, offset 123: POST http://127.0.0.1:\\d+/rows"
                                        + " answered with status 422, request id r-\\d+, attempt \\d+")
                        .hasRootCauseMessage("The server answered: row 123 is Bob's");
            });
        }
        assertThat(stored).hasSize(499).doesNotContain(123L);
        // Two requests for each halving of 500.
        assertThat(intake.requests()).hasSizeLessThanOrEqualTo(19);
    }

    @Test
    void theUpdatesOfOneKeyStayInOrderWhileOthersFlyAndFail() {
        Map<Long, List<String>> seen = new ConcurrentHashMap<>();
        Random random = new Random(42);
        // The first of them wait for each other, so that many are on their way at once.
        CountDownLatch many = new CountDownLatch(32);
        intake.answer(request -> {
            many.countDown();
            await(many, 30_000);
            synchronized (random) {
                if (random.nextInt(10) == 0) {
                    return new Answer(503);
                }
            }
            JsonNode row = request.json();
            List<String> names = seen.computeIfAbsent(row.get("id").asLong(), id -> new ArrayList<>());
            synchronized (names) {
                names.add(row.get("name").asText());
            }
            return new Answer(200);
        });
        List<SinkRecord> changes = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            versions.add("v" + i);
            changes.add(orders.updated(null, Orders.row(1, "v" + i)));
            changes.add(orders.created(Orders.row(100 + i, "other")));
        }

        try (TaskRun run = intake.run(Map.of(
                "ordering",
                "key",
                "delivery.parallelism",
                "64",
                "retry.backoff.ms",
                "1",
                "retry.backoff.max.ms",
                "5"))) {
            run.put(changes);
            run.awaitDurable();
        }

        assertThat(seen.get(1L)).containsExactlyElementsOf(versions);
        assertThat(seen).hasSize(1_001);
        assertThat(intake.mostAtOnce()).isBetween(32, 64);
    }

    @Test
    void aServerThatIsAwayForLongIsWaitedForWithNothingLostAndNothingFailed() {
        intake.answer(request -> new Answer(503));
        try (TaskRun run = intake.run(Map.of("memory.budget.bytes", "1048576"))) {
            run.put(inserts(3_000));
            run.pollUntil(() -> intake.requests().size() > 5);

            assertThat(run.context().paused()).containsExactly(PARTITION);
            assertThat(run.committable(PARTITION)).isZero();

            intake.answer(request -> new Answer(200));
            run.awaitDurable();
            assertThat(run.context().paused()).isEmpty();
            assertThat(run.context().reported()).isEmpty();
        }
    }

    @Test
    void aServerThatAsksToBeLeftAloneIsLeftAloneByTheOtherTasksToo() {
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        intake.answer(request -> {
            arrivals.add(System.nanoTime());
            return request.number() == 1 ? new Answer(429, Map.of("Retry-After", "2"), "") : new Answer(200);
        });
        try (TaskRun one = intake.run(Map.of());
                TaskRun other = intake.run(Map.of())) {
            one.put(inserts(1));
            one.pollUntil(() -> one.context().timeoutMs() > 1_000);
            other.put(inserts(1));
            other.awaitDurable();
            one.awaitDurable();
        }

        assertThat(arrivals).hasSize(3);
        assertThat(Duration.ofNanos(arrivals.get(1) - arrivals.get(0))).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void whatAServerFindsTooLargeIsSentInHalvesAndLessFromThenOn() {
        intake.answer(request -> new Answer(request.body().length() > 4_000 ? 413 : 200));
        try (TaskRun run = intake.run(Map.of("batch.format", "array", "batch.linger.ms", "1000"))) {
            run.put(inserts(500));
            run.awaitDurable();
            int learning = intake.requests().size();
            run.put(inserts(500));
            run.awaitDurable();

            assertThat(intake.requests().stream().skip(learning))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(request -> assertThat(request.body().length()).isLessThanOrEqualTo(4_000));
        }
        assertThat(accepted()).hasSize(1_000);
    }

    @Test
    void aTruncateHasARequestOfItsOwn() {
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array",
                "truncate.action", "send",
                "body.template", "{\"op\": \"${op}\", \"id\": \"${key.id}\"}"))) {
            run.put(List.of(
                    orders.created(Orders.row(1, "a")),
                    orders.created(Orders.row(2, "b")),
                    orders.truncated(),
                    orders.created(Orders.row(3, "c"))));
            run.awaitDurable();
        }

        assertThat(intake.bodies())
                .containsExactly(
                        "[{\"op\":\"c\",\"id\":1},{\"op\":\"c\",\"id\":2}]",
                        "[{\"op\":\"t\"}]",
                        "[{\"op\":\"c\",\"id\":3}]");
    }

    @Test
    void aStatusThatNobodySpeaksOfFailsTheTask() {
        intake.answer(request -> new Answer(404));
        try (TaskRun run = intake.run(Map.of())) {
            run.put(inserts(1));

            assertThatThrownBy(run::poll)
                    .hasMessageContaining("answered with status 404, which is in none of response.success");
        }
    }

    @Test
    void changesOfOneKeyInABatchBecomeTheLastOfThem() {
        try (TaskRun run = intake.run(Map.of(
                "batch.format",
                "lines",
                "batch.compact",
                "true",
                "batch.linger.ms",
                "100",
                "http.compression",
                "gzip",
                "body.template",
                "{\"id\": \"${row.id}\", \"name\": \"${row.name}\"}"))) {
            run.put(List.of(
                    orders.created(Orders.row(1, "a")),
                    orders.created(Orders.row(2, "b")),
                    orders.updated(null, Orders.row(1, "c")),
                    orders.updated(null, Orders.row(1, "d"))));
            run.awaitDurable();
        }

        assertThat(intake.bodies()).containsExactly("{\"id\":2,\"name\":\"b\"}\n{\"id\":1,\"name\":\"d\"}\n");
    }

    @Test
    void oneRequestOfAPartitionIsOnItsWayWhereAllChangesStayInOrder() {
        try (TaskRun run = intake.run(Map.of("ordering", "partition", "delivery.parallelism", "16"))) {
            run.put(inserts(300));
            run.awaitDurable();
        }

        assertThat(intake.mostAtOnce()).isEqualTo(1);
        assertThat(intake.requests().stream()
                        .map(request -> request.json().get("id").asLong()))
                .isSorted()
                .hasSize(300);
    }

    @Test
    void manyRequestsAreOnTheirWayWhereNoOrderIsKept() {
        CountDownLatch eight = new CountDownLatch(8);
        intake.answer(request -> {
            eight.countDown();
            return new Answer(await(eight, 30_000) ? 200 : 500);
        });
        try (TaskRun run = intake.run(Map.of("ordering", "none", "delivery.parallelism", "8"))) {
            run.put(inserts(100));
            run.awaitDurable();
        }

        assertThat(intake.requests()).hasSize(100);
    }

    @Test
    void noBodyIsLongerThanItMayBeAndAChangeThatIsLongerAloneIsRejected() {
        List<SinkRecord> changes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            changes.add(orders.created(Orders.row(i, "x".repeat(i == 20 ? 1_000 : 10 * i % 90))));
        }
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "custom",
                "batch.prefix", "{\"rows\":[",
                "batch.separator", ",\\n",
                "batch.suffix", "]}",
                "batch.bytes", "1000",
                "batch.linger.ms", "100",
                "http.compression", "zstd"))) {
            run.put(changes);
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .satisfies(reported -> assertThat(reported.error())
                            .hasMessageMatching(".*offset 20: its body has 10[0-9]{2} bytes, and batch.bytes is 1000"));
        }

        assertThat(intake.requests()).allSatisfy(request -> {
            assertThat(request.body().length()).isLessThanOrEqualTo(1_000);
            assertThat(request.json().get("rows").size()).isPositive();
        });
    }

    @Test
    void textThatIsJsonIsPostedAsItIs() {
        try (TaskRun run = intake.run(Map.of(
                "row.content", "raw", "body.template", "\"${row.value | utf8 | json}\"", "batch.format", "array"))) {
            run.put(List.of(
                    new SinkRecord("t", 0, null, null, null, "{\"a\": 1}", 0),
                    new SinkRecord("t", 0, null, null, null, "nonsense", 1),
                    new SinkRecord("t", 0, null, null, null, "[2]", 2)));
            run.awaitDurable();
            assertThat(run.context().reported())
                    .singleElement()
                    .satisfies(reported -> assertThat(reported.error())
                            .hasMessage(
                                    "topic t, partition 0, offset 1: ${row.value | utf8 | json} is no JSON: there is no value"
                                            + " at character 1"));
        }

        assertThat(intake.bodies()).containsExactly("[{\"a\": 1},[2]]");
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<SinkRecord> inserts(int count) {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(orders.next());
        }
        return records;
    }

    private List<Long> accepted() {
        return intake.requests().stream()
                .filter(request -> request.body().length() <= 4_000)
                .flatMap(request -> ids(request).stream())
                .distinct()
                .toList();
    }

    private static List<Long> ids(Request request) {
        List<Long> ids = new ArrayList<>();
        request.json().forEach(row -> ids.add(row.get("id").asLong()));
        return ids;
    }
}
