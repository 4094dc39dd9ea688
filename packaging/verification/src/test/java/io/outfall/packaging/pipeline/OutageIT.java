// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that go away for a while and come back. */
class OutageIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String BUCKET = "outages";
    private static final String JSON = """
            key.converter=org.apache.kafka.connect.storage.StringConverter
            value.converter=org.apache.kafka.connect.json.JsonConverter
            value.converter.schemas.enable=false
            """;
    private static final Duration LONGEST_PAUSE_OF_A_CONSUMER = Duration.ofSeconds(6);

    private final ConnectStack servers;
    private Lake lake;

    OutageIT(ConnectStack servers) {
        this.servers = servers;
    }

    @BeforeEach
    void open() throws SQLException {
        lake = new Lake(servers.s3().createBucket(BUCKET));
    }

    @AfterEach
    void close() throws SQLException {
        servers.connectors().names().forEach(servers.connectors()::delete);
        lake.close();
    }

    @Test
    void whileTheStoreIsAwayNoTaskFailsAndNoConsumerLeavesItsGroupAndAfterwardsEveryRowIsThereOnce() {
        servers.topics().create("readings", 1);
        start("patient-sink", """
                topics=readings
                tasks.max=1
                rotate.interval.ms=200
                consumer.override.max.poll.interval.ms=%d
                """.formatted(LONGEST_PAUSE_OF_A_CONSUMER.toMillis()));
        produce("readings", 0, 0, 100);
        eventually(() ->
                assertThat(lake.rows("SELECT count(*) FROM files('readings')")).containsExactly("100"));
        List<String> members = members("patient-sink");

        servers.s3().kill();
        produce("readings", 0, 100, 200);
        await().during(LONGEST_PAUSE_OF_A_CONSUMER.multipliedBy(3).dividedBy(2))
                .atMost(LONGEST_PAUSE_OF_A_CONSUMER.multipliedBy(2))
                .untilAsserted(() -> assertThat(servers.worker()
                                .connectors()
                                .status("patient-sink")
                                .isRunning())
                        .isTrue());
        produce("readings", 0, 200, 300);
        servers.s3().restart();

        eventually(() -> assertThat(
                        lake.rows("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM files('readings')"))
                .containsExactly("300 | 300 | 0 | 299"));
        assertThat(members("patient-sink")).hasSize(1).isEqualTo(members);
        assertThat(servers.connectors().status("patient-sink").isRunning()).isTrue();
    }

    @Test
    void aWorkerThatIsKilledBetweenTwoFilesLosesNothing() {
        servers.topics().create("trades", 2);
        start("killed-sink", """
                topics=trades
                tasks.max=2
                rotate.rows=200
                rotate.interval.ms=600000
                consumer.override.session.timeout.ms=6000
                """);
        produce("trades", 0, 0, 500);
        produce("trades", 1, 1000, 1500);
        eventually(() ->
                assertThat(lake.rows("SELECT count(*) FROM files('trades')")).containsExactly("800"));

        servers.worker().kill();
        produce("trades", 0, 500, 800);
        produce("trades", 1, 1500, 1800);
        servers.worker().restart();

        eventually(() -> assertThat(lake.rows("""
                SELECT __partition, count(DISTINCT id), min(id), max(id) FROM files('trades') GROUP BY ALL ORDER BY ALL""")).containsExactly("0 | 800 | 0 | 799", "1 | 800 | 1000 | 1799"));
    }

    private void start(String name, String settings) {
        Map<String, String> sink = Settings.with(SinkSettings.of(servers.s3(), BUCKET), JSON);
        servers.connectors().start(name, Settings.with(sink, settings));
    }

    /** Writes rows with the ids from the first up to the last, without the last. */
    private void produce(String topic, int partition, int from, int to) {
        List<ProducerRecord<byte @Nullable [], byte @Nullable []>> rows = new ArrayList<>();
        for (int id = from; id < to; id++) {
            byte[] row = ("{\"id\": " + id + "}").getBytes(UTF_8);
            rows.add(new ProducerRecord<>(topic, partition, Integer.toString(id).getBytes(UTF_8), row));
        }
        servers.topics().produce(rows);
    }

    /** The consumers of a sink; one that had to leave comes back under another id. */
    private List<String> members(String sink) {
        String group = "connect-" + sink;
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.kafka().bootstrapServers()))) {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .members()
                    .stream()
                    .map(MemberDescription::consumerId)
                    .toList();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
