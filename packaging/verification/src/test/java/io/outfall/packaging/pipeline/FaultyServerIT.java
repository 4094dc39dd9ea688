// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.outfall.packaging.SinkPlugin;
import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a worker's sink does about the first answers of a server being broken in a way that WireMock knows. */
class FaultyServerIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final int ROWS = 5;
    private static final WireMockServer API =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    private final ConnectStack servers;

    FaultyServerIT(ConnectStack servers) {
        this.servers = servers;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("malformed", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("stalled", aResponse().withBody("x".repeat(100)).withChunkedDribbleDelay(10, 60_000)));
    }

    @BeforeAll
    static void start() {
        API.start();
    }

    @AfterAll
    static void stop() {
        API.stop();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void theRowIsSentAgainUnderItsKeyTheOthersOnceAndInOrderAndAllAreCommitted(
            String fault, ResponseDefinitionBuilder answer) {
        String sink = "faulty-" + fault;
        String path = "/" + sink;
        API.stubFor(post(path).willReturn(aResponse().withStatus(200)));
        API.stubFor(post(path)
                .inScenario(sink)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(answer)
                .willSetStateTo("once more"));
        API.stubFor(post(path)
                .inScenario(sink)
                .whenScenarioStateIs("once more")
                .willReturn(answer)
                .willSetStateTo("well"));

        RowLoad.on(servers.topics(), sink, 1).add(ROWS);
        servers.connectors().start(sink, settings(sink, API.baseUrl() + path));

        eventually(() -> assertThat(servers.topics().committed("connect-" + sink))
                .isEqualTo(Map.of(new TopicPartition(sink, 0), (long) ROWS)));
        List<String> keys = API.findAll(postRequestedFor(urlEqualTo(path))).stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .toList();
        assertThat(keys)
                .containsExactly(
                        sink + "-0-0",
                        sink + "-0-0",
                        sink + "-0-0",
                        sink + "-0-1",
                        sink + "-0-2",
                        sink + "-0-3",
                        sink + "-0-4");
        assertThat(servers.connectors().status(sink).isRunning()).isTrue();
        servers.connectors().delete(sink);
    }

    private static Map<String, String> settings(String sink, String url) {
        return Settings.of("""
                connector.class=%s
                topics=%s
                tasks.max=1
                http.url=%s
                http.request.timeout.ms=3000
                idempotency.header=Idempotency-Key
                retry.backoff.ms=10
                key.converter=org.apache.kafka.connect.storage.StringConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter.schemas.enable=false
                """.formatted(SinkPlugin.HTTP.connector(), sink, url));
    }
}
