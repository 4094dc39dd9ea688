// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.S3Server;
import io.outfall.testing.stack.StackLayout;
import io.outfall.testing.stack.WorkerSettings;
import io.outfall.testing.stack.WorkerVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules in {@code examples/strimzi/metrics.yaml}, read by the agent that Strimzi's images run. */
class MetricsRulesIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(WorkerVersion.class)
    void figures_of_the_sink_have_the_same_names_on_every_worker(WorkerVersion version) throws Exception {
        MetricsAgent agent = MetricsAgent.in(folder);
        WorkerSettings worker = WorkerSettings.withPlugins(SinkPlugin.S3.unpacked())
                .version(version)
                .jvmOption(agent.option());
        try (ConnectStack stack = ConnectStack.start(StackLayout.of(worker).with(StackLayout.Part.S3))) {
            stack.s3().createBucket("lake");
            stack.topics().create("orders", 1);
            for (String row : new String[] {"{\"id\": 1}", "{\"id\": 2}", "{\"id\": 3}"}) {
                stack.topics().produce("orders", null, row.getBytes(StandardCharsets.UTF_8));
            }
            stack.connectors().start("lake", sinkInto(stack.s3()));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(agent.scraped())
                            .contains("outfall_rows_total{connector=\"lake\",task=\"0\",topic=\"orders\"} 3.0")
                            .contains("outfall_freshness_ms{connector=\"lake\",task=\"0\"} 0.0")
                            .contains("kafka_connect_sink_record_read_total{connector=\"lake\",task=\"0\"} 3.0")
                            .contains(
                                    "kafka_connect_task_status{connector=\"lake\",status=\"running\",task=\"0\"} 1.0"));
        }
    }

    private static Map<String, String> sinkInto(S3Server s3) {
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", "io.outfall.s3.S3SinkConnector");
        settings.put("topics", "orders");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter.schemas.enable", "false");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("s3.bucket", "lake");
        settings.put("s3.endpoint", s3.endpoint().toString());
        settings.put("s3.region", s3.region());
        settings.put("s3.access.key.id", s3.accessKey());
        settings.put("s3.secret.access.key", s3.secretKey());
        settings.put("rotate.rows", "3");
        return settings;
    }
}
