// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outfall.packaging.pipeline.Warehouse;
import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackLayout;
import io.outfall.testing.stack.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Both sinks in one worker whose {@code /tmp} is a memory disk of 5 MiB, as Strimzi gives it. Their native libraries
 * are unpacked there, of gRPC's also those for TLS.
 */
@EnabledIf(
        value = "io.outfall.testing.stack.MemoryDisk#available",
        disabledReason = "this machine lets nobody mount a disk in memory")
class SmallTmpIT {
    private static final int STRIMZI_DEFAULT = 5;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void bothSinksDeliverCompressedFilesAndRowsOverTls() throws Exception {
        // Not below /tmp, which the worker does not see.
        Path certificate = TlsRelay.certificate(Files.createTempDirectory(Path.of("target"), "certificate-"));
        WorkerSettings worker = WorkerSettings.withPlugins(SinkPlugin.S3.unpacked(), SinkPlugin.BIGQUERY.unpacked())
                .tmpMebibytes(STRIMZI_DEFAULT);
        for (String option : TlsRelay.trusting(certificate)) {
            worker = worker.jvmOption(option);
        }
        try (Warehouse warehouse = Warehouse.start("tmp");
                TlsRelay rest = TlsRelay.before(warehouse.rest(), certificate);
                TlsRelay storage = TlsRelay.before(warehouse.storage(), certificate);
                TokenServer tokens = TokenServer.start();
                ConnectStack stack = ConnectStack.start(StackLayout.of(worker).with(StackLayout.Part.S3))) {
            stack.topics().create("orders", 1);
            for (int id = 1; id <= 3; id++) {
                stack.topics().produce("orders", null, ("{\"id\": " + id + "}").getBytes(UTF_8));
            }
            stack.s3().createBucket("tmp");
            stack.connectors().start("files", files(stack));
            Map<String, String> rows = plainRows();
            rows.putAll(warehouse.sinkSettings());
            rows.put("bigquery.endpoint", rest.endpoint());
            rows.put("bigquery.storage.endpoint", storage.endpoint());
            rows.put("bigquery.credentials.json", tokens.key());
            rows.put("table.dataset", "tmp");
            rows.put("table.name", "${topic}");
            stack.connectors().start("rows", rows);

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stack.s3().keys("tmp"))
                            .anyMatch(key -> key.startsWith("orders/") && key.endsWith(".parquet")));
            await().atMost(LIMIT)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .untilAsserted(() -> assertThat(warehouse.rows("SELECT id FROM tmp.orders ORDER BY id"))
                            .containsExactly("1", "2", "3"));
            assertThat(mounted(stack)).as("the worker's own /tmp").contains(" /tmp ", "tmpfs", "size=5120k");
        }
    }

    private static String mounted(ConnectStack stack) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(stack.worker().pid()), "mounts"))
                .lines()
                .filter(mount -> mount.contains(" /tmp "))
                .findFirst()
                .orElse("nothing");
    }

    private static Map<String, String> files(ConnectStack stack) {
        Map<String, String> settings = plainRows();
        settings.put("connector.class", SinkPlugin.S3.connector());
        settings.put("s3.bucket", "tmp");
        settings.put("s3.endpoint", stack.s3().endpoint().toString());
        settings.put("s3.region", stack.s3().region());
        settings.put("s3.access.key.id", stack.s3().accessKey());
        settings.put("s3.secret.access.key", stack.s3().secretKey());
        settings.put("parquet.compression", "zstd");
        settings.put("rotate.rows", "3");
        return settings;
    }

    private static Map<String, String> plainRows() {
        return new HashMap<>(Map.of(
                "topics", "orders",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false"));
    }
}
