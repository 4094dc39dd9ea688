// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.http.Intake.Answer;
import io.outfall.http.Intake.Request;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of changes that a server does not take for as long as {@code delivery.timeout.ms} says. */
@Timeout(120)
class GivingUpTest {
    private static final TopicPartition PARTITION = new TopicPartition(Orders.TOPIC, 0);

    private final Orders orders = new Orders();

    @AutoClose
    private final Intake intake = new Intake();

    @Test
    void aChangeThatGoesOnFailingIsReportedWithTheLastAnswerAndTheOthersArrive() {
        List<Long> stored = new ArrayList<>();
        intake.answer(request -> {
            if (id(request) == 1) {
                return new Answer(503, Map.of("X-Request-Id", "r-" + request.number()), "busy with Bob");
            }
            stored.add(id(request));
            return new Answer(200);
        });

        try (TaskRun run = intake.run(Map.of("delivery.timeout.ms", "200"))) {
            run.put(inserts(4));
            run.awaitDurable();

            assertThat(run.context().reported())
                    .singleElement()
                    .satisfies(reported -> assertThat(reported.error())
                            .hasMessageMatching(
                                    "topic shop.public.orders, partition 0, offset 1: POST http://127.0.0.1:\\d+/rows failed for"
                                            + " 200 ms and more, \\d+ attempts; the last: status 503, request id r-\\d+")
                            .hasRootCauseMessage("The server answered: busy with Bob"));
        }
        assertThat(stored).containsExactly(0L, 2L, 3L);
        assertThat(intake.requests().stream().filter(request -> id(request) == 1))
                .hasSizeGreaterThan(2);
    }

    @Test
    void eachRequestHasTheWholeTimeAlsoWhereAllOfThemFail() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        long start = System.nanoTime();
        try (TaskRun run = intake.run(Map.of(
                "http.url", "http://127.0.0.1:" + nobody + "/rows",
                "delivery.timeout.ms", "300",
                "breaker.failures.percent", "0"))) {
            run.put(inserts(3));
            run.awaitDurable();

            assertThat(run.context().reported())
                    .hasSize(3)
                    .allSatisfy(reported -> assertThat(reported.error())
                            .hasMessageMatching(
                                    ".* failed for 300 ms and more, \\d+ attempts; the last: cannot connect"));
        }
        assertThat(System.nanoTime() - start).isGreaterThan(900_000_000L);
    }

    @Test
    void ofARequestThatIsAnsweredForEachChangeOnlyThoseAreGivenUpThatGoOnFailing() {
        intake.answer(request -> new Answer(
                200, request.body().contains("\"id\":2") ? "{\"failed\": [{\"id\": 2, \"code\": 503}]}" : "{}"));
        try (TaskRun run = intake.run(Map.of(
                "batch.format", "array",
                "batch.linger.ms", "50",
                "response.errors.path", "/failed",
                "response.errors.match", "key",
                "response.errors.at", "/id",
                "response.errors.status", "/code",
                "delivery.timeout.ms", "200"))) {
            run.put(inserts(5));
            run.awaitDurable();

            assertThat(run.context().reported()).singleElement().satisfies(reported -> {
                assertThat(reported.record().kafkaOffset()).isEqualTo(2);
                assertThat(reported.error()).hasMessageContaining("the last: status 200, and 503 for this change");
            });
        }
        assertThat(intake.requests().stream()
                        .skip(1)
                        .map(request -> request.json().size()))
                .containsOnly(1);
    }

    @Test
    void laterChangesOfARowArriveInTheirOrderWithoutTheOneThatIsGivenUp() {
        List<String> stored = new ArrayList<>();
        intake.answer(request -> {
            String name = request.json().get("name").asText();
            if (name.equals("b")) {
                return new Answer(503);
            }
            stored.add(name);
            return new Answer(200);
        });
        try (TaskRun run = intake.run(Map.of("ordering", "key", "delivery.timeout.ms", "100"))) {
            run.put(Stream.of("a", "b", "c", "d")
                    .map(name -> orders.updated(null, Orders.row(1, name)))
                    .toList());
            run.awaitDurable();
        }

        assertThat(stored).containsExactly("a", "c", "d");
    }

    @Test
    void whereItIsToFailTheTaskNothingBehindItIsSentAndItsOffsetIsNotCommitted() {
        intake.answer(request -> new Answer(id(request) == 2 ? 503 : 200));
        try (TaskRun run = intake.run(Map.of("rejection.policy", "fail", "delivery.timeout.ms", "100"))) {
            run.put(inserts(50));

            assertThatThrownBy(run::poll)
                    .hasMessageMatching(
                            "topic shop.public.orders, partition 0, offset 2: .* failed for 100 ms and more,.*");
            assertThat(run.committable(PARTITION)).isEqualTo(2);
        }
        assertThat(intake.requests()).noneMatch(request -> id(request) > 2);
    }

    @Test
    void nothingIsSentBehindARefusedChangeThatFailsTheTaskForWantOfADeadLetterQueue() {
        intake.answer(request -> new Answer(id(request) == 2 ? 422 : 200));
        try (TaskRun run = intake.runWithoutDeadLetterQueue(Map.of())) {
            run.put(inserts(50));

            assertThatThrownBy(run::poll).hasMessageContaining("offset 2").hasMessageContaining("status 422");
            assertThat(run.committable(PARTITION)).isEqualTo(2);
        }
        assertThat(intake.requests()).noneMatch(request -> id(request) > 2);
    }

    @Test
    void aChangeThatIsToBeDroppedIsGivenUpWithoutFurtherAdo() {
        intake.answer(request -> new Answer(id(request) == 0 ? 503 : 200));
        try (TaskRun run = intake.run(Map.of("rejection.policy", "drop", "delivery.timeout.ms", "100"))) {
            run.put(inserts(2));
            run.awaitDurable();

            assertThat(run.context().reported()).isEmpty();
        }
        assertThat(intake.requests()).anyMatch(request -> id(request) == 1);
    }

    private static long id(Request request) {
        return request.json().get("id").asLong();
    }

    private List<SinkRecord> inserts(int count) {
        return Stream.generate(orders::next).limit(count).toList();
    }
}
