// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.http.Intake.Answer;
import io.outfall.http.Intake.Request;
import io.outfall.testing.task.TaskRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of changes that share a request where the server answers for each of them. */
@Timeout(120)
class AnswersForEachChangeTest {
    private final Orders orders = new Orders();

    @AutoClose
    private final Intake intake = new Intake();

    @Test
    void onlyThatChangeIsSentAgainWhichTheAnswerSaysIsToBe() {
        Map<Long, Integer> times = new HashMap<>();
        intake.answer(request -> {
            List<Long> ids = ids(request);
            ids.forEach(id -> times.merge(id, 1, Integer::sum));
            return ids.size() == 1
                    ? new Answer(200, "{\"errors\": []}")
                    : new Answer(200, "{\"errors\": [{\"index\": 3, \"code\": 503}, {\"index\": 5, \"code\": 400}]}");
        });
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array",
                "batch.rows", "10",
                "response.errors.path", "/errors",
                "response.errors.status", "/code"))) {
            run.put(inserts(10));
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .satisfies(reported ->
                            assertThat(reported.record().kafkaOffset()).isEqualTo(5));
        }
        assertThat(times).hasSize(10).containsEntry(3L, 2).containsEntry(5L, 1).containsEntry(0L, 1);
    }

    @Test
    void aChangeThatIsSentAgainDoesNotOvertakeALaterOneOfItsKey() {
        List<String> done = new ArrayList<>();
        intake.answer(request -> {
            boolean first = done.isEmpty();
            List<String> names = new ArrayList<>();
            request.json().forEach(row -> names.add(row.get("name").asText()));
            // Of the first request, only the first change is to be sent again.
            done.addAll(first ? names.subList(1, names.size()) : names);
            return new Answer(200, first ? "{\"errors\": [{\"index\": 0, \"code\": 503}]}" : "{\"errors\": []}");
        });
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array",
                "batch.rows", "10",
                "response.errors.path", "/errors",
                "response.errors.status", "/code"))) {
            run.put(List.of(
                    orders.created(Orders.row(1, "old")),
                    orders.created(Orders.row(2, "other")),
                    orders.updated(Orders.row(1, "old"), Orders.row(1, "new"))));
            run.awaitDurable();
        }

        assertThat(done).containsExactly("other", "old", "new");
    }

    @Test
    void whatIsSentAgainOfARequestGoesBeforeAllThatIsBehindTheRequest() {
        intake.answer(request ->
                new Answer(200, request.number() == 1 ? "{\"errors\": [{\"index\": 1, \"code\": 503}]}" : "{}"));
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array",
                "batch.rows", "3",
                "ordering", "partition",
                "response.errors.path", "/errors",
                "response.errors.status", "/code"))) {
            run.put(List.of(
                    orders.plain(Map.of("n", 0)),
                    orders.plain(Map.of("n", 1)),
                    orders.plain(Map.of("n", 2)),
                    orders.plain(Map.of("n", 3)),
                    orders.plain(Map.of("n", 4)),
                    orders.plain(Map.of("n", 5))));
            run.awaitDurable();
        }

        assertThat(intake.bodies())
                .containsExactly("[{\"n\":0},{\"n\":1},{\"n\":2}]", "[{\"n\":1}]", "[{\"n\":3},{\"n\":4},{\"n\":5}]");
    }

    @Test
    void aRequestThatIsRefusedForOneOfItsChangesIsSentAgainWithoutIt() {
        intake.answer(request -> {
            int index = ids(request).indexOf(4L);
            return index < 0 ? new Answer(200) : new Answer(422, "{\"errors\": [{\"index\": " + index + "}]}");
        });
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array", "batch.rows", "10", "response.errors.path", "/errors", "ordering", "key"))) {
            run.put(inserts(10));
            run.pollUntil(() -> !run.context().reported().isEmpty());
            intake.answer(request -> new Answer(200, "{}"));
            run.awaitDurable();
        }

        assertThat(intake.requests().stream().map(AnswersForEachChangeTest::ids).filter(ids -> ids.contains(4L)))
                .hasSize(1);
    }

    @Test
    void whatIsSentAgainOfARequestIsNoRepetitionOfItToTheServer() {
        Map<String, List<Long>> bodies = new ConcurrentHashMap<>();
        intake.answer(request -> {
            List<Long> before = bodies.putIfAbsent(request.headers().get("idempotency-key"), ids(request));
            if (before != null) {
                return new Answer(409, "this was sent before");
            }
            return bodies.size() == 1
                    ? new Answer(200, "{\"errors\": [{\"index\": 0, \"code\": 503}, {\"index\": 9, \"code\": 503}]}")
                    : new Answer(200, "{}");
        });
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array",
                "batch.rows", "10",
                "response.errors.path", "/errors",
                "response.errors.status", "/code",
                "idempotency.header", "Idempotency-Key"))) {
            run.put(inserts(10));
            run.awaitDurable();

            assertThat(run.context().reported()).isEmpty();
        }
        assertThat(bodies.values())
                .containsExactlyInAnyOrder(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), List.of(0L, 9L));
    }

    @Test
    void anAnswerForEachChangeIsAboutThoseThatWereSentNotThoseThatTheyReplaced() {
        intake.answer(
                request -> request.number() == 1 ? new Answer(200, "{\"errors\": [{\"index\": 1}]}") : new Answer(500));
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array",
                "batch.rows", "10",
                "batch.compact", "true",
                "batch.linger.ms", "100",
                "response.errors.path", "/errors"))) {
            run.put(List.of(
                    orders.created(Orders.row(1, "replaced")),
                    orders.created(Orders.row(2, "taken")),
                    orders.updated(null, Orders.row(1, "refused"))));
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .satisfies(reported ->
                            assertThat(reported.record().kafkaOffset()).isEqualTo(2));
        }
        assertThat(intake.requests()).hasSize(1);
    }

    private List<SinkRecord> inserts(int count) {
        return Stream.generate(orders::next).limit(count).toList();
    }

    private static List<Long> ids(Request request) {
        List<Long> ids = new ArrayList<>();
        request.json().forEach(row -> ids.add(row.get("id").asLong()));
        return ids;
    }
}
