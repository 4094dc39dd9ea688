// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What users are told of settings that are wrong: by the worker before the sink runs, by its task where only S3 knows.
 */
class WrongSettingsIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final Duration SECONDS = Duration.ofSeconds(15);
    private static final String SINK = "wrong-sink";

    private final ConnectStack servers;

    WrongSettingsIT(ConnectStack servers) {
        this.servers = servers;
    }

    @BeforeAll
    static void createTopic(ConnectStack servers) {
        servers.topics().create("wrong-settings", 1);
    }

    @AfterEach
    void deleteSink() {
        if (servers.connectors().names().contains(SINK)) {
            servers.connectors().delete(SINK);
        }
    }

    @Test
    void validationNamesEveryProblemAtItsKeyAndUnknownKeysOfOurs() {
        Map<String, List<String>> problems = servers.connectors().validate(Settings.of("""
                name=wrong-sink
                connector.class=io.outfall.s3.S3SinkConnector
                topics=orders
                s3.endpoint=minio:9000
                s3.access.key.id=outfall
                path.template=${topic}/${tyme:yyyy}
                rotate.rows=-1
                rotate.intervall.ms=1000
                event.format=debezium
                team.that.owns.this=logistics
                """));

        assertThat(problems)
                .containsOnlyKeys(
                        "s3.bucket",
                        "s3.endpoint",
                        "s3.secret.access.key",
                        "path.template",
                        "rotate.rows",
                        "rotate.intervall.ms",
                        "event.format")
                .contains(
                        entry("s3.bucket", List.of("s3.bucket is missing and has no default")),
                        entry("rotate.rows", List.of("rotate.rows must be a whole number from 0, not '-1'")),
                        entry(
                                "rotate.intervall.ms",
                                List.of("rotate.intervall.ms is no setting; did you mean rotate.interval.ms?")));
    }

    @Test
    void aBucketThatDoesNotExistFailsTheTaskAtOnceAndSaysSo() {
        servers.worker()
                .connectors()
                .register(SINK, Settings.with(SinkSettings.of(servers.s3(), "no-such-bucket"), """
                topics=wrong-settings
                """));

        String trace = failureWithinSeconds();
        assertThat(trace).contains("no-such-bucket").contains("Create the bucket, or correct s3.bucket.");
        assertThat(trace).doesNotContain(servers.s3().secretKey());
    }

    @Test
    void aWrongSecretFailsTheTaskAtOnceAndShowsNoSecret() {
        servers.s3().createBucket("right-bucket");
        servers.connectors().register(SINK, Settings.with(SinkSettings.of(servers.s3(), "right-bucket"), """
                topics=wrong-settings
                s3.secret.access.key=not-the-secret
                """));

        String trace = failureWithinSeconds();
        assertThat(trace).contains("right-bucket").contains("403");
        assertThat(trace)
                .doesNotContain("not-the-secret")
                .doesNotContain(servers.s3().secretKey());
    }

    private String failureWithinSeconds() {
        return assertTimeout(SECONDS, () -> servers.connectors().awaitFailed(SINK));
    }
}
