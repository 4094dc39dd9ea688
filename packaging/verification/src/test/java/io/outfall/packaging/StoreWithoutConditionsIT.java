// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.S3MockServer;
import io.outfall.testing.stack.StackLayout;
import io.outfall.testing.stack.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that overlooks conditions and answers as if they had been met: nothing goes wrong, until rows are twice. */
class StoreWithoutConditionsIT {
    private static final Duration SECONDS = Duration.ofSeconds(15);

    @TempDir
    private static Path folder;

    private static S3MockServer s3;
    private static FaultProxy store;
    private static MetricsAgent metrics;
    private static ConnectStack servers;

    @BeforeAll
    static void start() throws IOException {
        s3 = S3MockServer.start();
        s3.createBucket("lake");
        store = FaultProxy.before(s3.endpoint())
                .always(request -> true, new Fault.Without(Set.of("If-None-Match", "If-Match")));
        metrics = MetricsAgent.in(folder);
        servers = ConnectStack.start(StackLayout.of(
                WorkerSettings.withPlugins(SinkPlugin.S3.unpacked()).jvmOption(metrics.option())));
        servers.topics().create("orders", 1);
        servers.topics().produce("orders", null, "{\"id\": 1}".getBytes(UTF_8));
        servers.topics().produce("orders", null, "{\"id\": 2}".getBytes(UTF_8));
    }

    @AfterAll
    static void end() {
        servers.close();
        store.close();
        s3.close();
    }

    @Test
    void isRefusedWithinSecondsWhereNothingMayComeTwice() {
        servers.connectors().register("strict", sinkBelow("strict", "exactly-once"));

        String trace = assertTimeout(SECONDS, () -> servers.connectors().awaitFailed("strict"));

        assertThat(trace)
                .contains("the store does not honour conditional writes, without which nothing is exactly once:"
                        + " If-None-Match on PUT is not honoured, If-Match on PUT is not honoured,"
                        + " If-None-Match on CompleteMultipartUpload is not honoured."
                        + " Set delivery.guarantee=available to be served at least once by such a store.");
        assertThat(store.requests()).noneMatch(request -> request.path().startsWith("/lake/strict/orders/"));
    }

    @Test
    void isServedAtLeastOnceWhereThatIsAllowedAndTheLogAndAMetricSaySo() {
        servers.connectors().start("lenient", sinkBelow("lenient", "available"));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(metrics.scraped())
                        .contains("outfall_rows_total{connector=\"lenient\",task=\"0\",topic=\"orders\"} 2.0")
                        .contains("outfall_exactly_once{connector=\"lenient\",task=\"0\"} 0.0"));
        assertThat(servers.worker().log())
                .content()
                .containsPattern("WARN .*Task lenient-0: delivers AT LEAST ONCE to s3://lake, some rows twice after a"
                        + " crash, since the store does not honour conditional writes: ");
        assertThat(store.requests()).anyMatch(request -> request.path().startsWith("/lake/lenient/orders/"));
        assertThat(store.requests()).noneMatch(request -> request.path().contains("_outfall/commits/"));
    }

    private static Map<String, String> sinkBelow(String prefix, String guarantee) {
        return Map.ofEntries(
                Map.entry("connector.class", "io.outfall.s3.S3SinkConnector"),
                Map.entry("topics", "orders"),
                Map.entry("key.converter", "org.apache.kafka.connect.storage.StringConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter.schemas.enable", "false"),
                Map.entry("s3.bucket", "lake"),
                Map.entry("s3.endpoint", store.endpoint().toString()),
                Map.entry("s3.region", "us-east-1"),
                Map.entry("s3.access.key.id", "any"),
                Map.entry("s3.secret.access.key", "any"),
                Map.entry("path.prefix", prefix),
                Map.entry("rotate.rows", "2"),
                Map.entry("delivery.guarantee", guarantee));
    }
}
