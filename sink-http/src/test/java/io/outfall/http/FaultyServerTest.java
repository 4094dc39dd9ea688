// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.outfall.testing.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of changes when answers are broken in all ways that WireMock knows. */
@Timeout(60)
class FaultyServerTest {
    private static final int CHANGES = 5;
    private static final WireMockServer SERVER =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    private final Orders orders = new Orders();

    static Stream<Named<ResponseDefinitionBuilder>> faults() {
        return Stream.of(
                Named.of("connection reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Named.of("no answer", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Named.of("malformed body", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Named.of("nonsense", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Named.of("answer too late", aResponse().withFixedDelay(3_000)),
                Named.of("stalled body", aResponse().withBody("x".repeat(100)).withChunkedDribbleDelay(10, 5_000)),
                Named.of("bad gateway", aResponse().withStatus(502).withBody("<html>")));
    }

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void reset() {
        SERVER.resetAll();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyChangeIsSentAgainUnderItsOwnKeyUntilItIsAnswered(ResponseDefinitionBuilder fault) {
        SERVER.stubFor(post("/rows").willReturn(aResponse().withStatus(200)));
        SERVER.stubFor(post("/rows")
                .inScenario("twice")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(fault)
                .willSetStateTo("once more"));
        SERVER.stubFor(post("/rows")
                .inScenario("twice")
                .whenScenarioStateIs("once more")
                .willReturn(fault)
                .willSetStateTo("well again"));
        List<SinkRecord> changes = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            changes.add(orders.next());
        }

        try (TaskRun run = new TaskRun(
                new HttpSinkTask(),
                Map.of(
                        "name", "test",
                        "http.url", SERVER.baseUrl() + "/rows",
                        "http.request.timeout.ms", "1500",
                        "idempotency.header", "Idempotency-Key",
                        "retry.backoff.ms", "10"),
                true)) {
            run.put(changes);
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }

        Map<String, Long> times = SERVER.findAll(postRequestedFor(urlEqualTo("/rows"))).stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .collect(groupingBy(identity(), counting()));
        assertThat(times)
                .hasSize(CHANGES)
                .containsEntry(Orders.TOPIC + "-0-0", 3L)
                .containsEntry(Orders.TOPIC + "-0-1", 1L);
    }

    @Test
    void nothingIsLostOrOutOfOrderWhereAServerEndsConnectionsWithRequestsOnThem() {
        List<SinkRecord> changes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            changes.add(orders.updated(null, Orders.row(i % 8, "v" + i)));
        }
        try (DepartingServer server = new DepartingServer(20);
                TaskRun run = new TaskRun(
                        new HttpSinkTask(),
                        Map.of(
                                "name", "test",
                                "http.url", server.url(),
                                "http.http2.enabled", "true",
                                "body.template", "\"${row.id}:${row.name}\"",
                                "ordering", "key",
                                "delivery.parallelism", "8",
                                "breaker.failures.percent", "0",
                                "http.request.timeout.ms", "1000",
                                "retry.backoff.ms", "1",
                                "retry.backoff.max.ms", "5"),
                        true)) {
            run.put(changes);
            run.awaitDurable();

            assertThat(run.context().reported()).isEmpty();
            assertThat(server.departures()).isGreaterThan(5);
            for (int id = 0; id < 8; id++) {
                String row = "\"" + id + ":";
                List<String> expected = new ArrayList<>();
                for (int i = id; i < 200; i += 8) {
                    expected.add(row + "v" + i + "\"");
                }
                assertThat(withoutRepetitions(server.bodies().stream()
                                .filter(body -> body.startsWith(row))
                                .toList()))
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    private static List<String> withoutRepetitions(List<String> bodies) {
        List<String> changes = new ArrayList<>();
        for (String body : bodies) {
            if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(body)) {
                changes.add(body);
            }
        }
        return changes;
    }
}
