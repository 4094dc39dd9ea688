// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.audit.OffsetAudit;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
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

    /** Rows of 1 KiB, several times what the sink may hold. */
    private static final int MANY_ROWS = 64_000;

    private final ConnectStack servers;
    private final Set<String> started = new TreeSet<>();
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
        started.forEach(servers.connectors()::delete);
        lake.close();
    }

    @Test
    void whileTheStoreIsAwayNoTaskFailsAndNoConsumerLeavesItsGroupAndAfterwardsEveryRowIsThereOnce() {
        servers.topics().create("readings", 1);
        start("patient-sink", """
                topics=readings
                rotate.rows=16000
                rotate.interval.ms=0
                rotate.idle.ms=500
                s3.part.bytes=5242880
                memory.budget.bytes=16777216
                retry.backoff.max.ms=1000
                consumer.override.max.poll.interval.ms=%d
                """.formatted(LONGEST_PAUSE_OF_A_CONSUMER.toMillis()));
        produce("readings", 0, 0, 100);
        eventually(() ->
                assertThat(lake.rows("SELECT count(*) FROM files('readings')")).containsExactly("100"));
        List<String> members = members("patient-sink");

        servers.s3().kill();
        try {
            produce("readings", 0, 100, MANY_ROWS);
            await().during(LONGEST_PAUSE_OF_A_CONSUMER.multipliedBy(3).dividedBy(2))
                    .atMost(LONGEST_PAUSE_OF_A_CONSUMER.multipliedBy(3))
                    .until(() -> servers.connectors().status("patient-sink").isRunning());
        } finally {
            servers.s3().restart();
        }

        eventually(() -> assertThat(
                        lake.rows("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM files('readings')"))
                .containsExactly("64000 | 64000 | 0 | 63999"));
        assertThat(members("patient-sink")).hasSize(1).isEqualTo(members);
        assertThat(servers.connectors().status("patient-sink").isRunning()).isTrue();
    }

    @Test
    void aStoreThatHoldsEveryRequestBackForLongerThanAPollMayTakeCostsNoMembershipAndNoRow() {
        Path bucket = servers.s3().createBucket("held-back");
        servers.topics().create("held", 2);
        CountDownLatch answers = new CountDownLatch(1);
        try (FaultProxy way = FaultProxy.before(servers.s3().endpoint())) {
            start("held-sink", """
                    topics=held
                    s3.bucket=held-back
                    s3.endpoint=%s
                    rotate.rows=4000
                    rotate.idle.ms=500
                    s3.part.bytes=5242880
                    memory.budget.bytes=8388608
                    consumer.override.max.poll.interval.ms=%d
                    """.formatted(way.endpoint(), LONGEST_PAUSE_OF_A_CONSUMER.toMillis()));
            produce("held", 0, 0, 100);
            eventually(() -> assertThat(servers.s3().keys("held-back")).anyMatch(key -> key.endsWith(".parquet")));
            List<String> members = members("held-sink");

            way.always(any -> true, new Fault.Hold(answers));
            produce("held", 0, 100, 10_000);
            produce("held", 1, 0, 10_000);
            await().during(LONGEST_PAUSE_OF_A_CONSUMER.multipliedBy(3).dividedBy(2))
                    .atMost(LONGEST_PAUSE_OF_A_CONSUMER.multipliedBy(3))
                    .until(() -> servers.connectors().status("held-sink").isRunning());
            way.heal();
            answers.countDown();

            eventually(() -> assertThat(servers.topics().committed("connect-held-sink"))
                    .isEqualTo(servers.topics().ends("held")));
            assertThat(members("held-sink")).hasSize(1).isEqualTo(members);
        }
        AuditReport report = OffsetAudit.compare(
                bucket,
                servers.topics().offsets("held", row -> true),
                servers.s3().unfinishedUploads("held-back"));
        assertThat(report.isExact()).as(report.toString()).isTrue();
    }

    @Test
    void aSinkThatStartsWhileTheStoreIsAwayWaitsForIt() {
        servers.topics().create("early", 1);
        produce("early", 0, 0, 10);
        servers.s3().kill();
        try {
            start("early-sink", "topics=early");
            eventually(() -> assertThat(servers.worker().log())
                    .content()
                    .containsPattern("early-sink.*Deliveries fail and are repeated"));
        } finally {
            servers.s3().restart();
        }

        eventually(() -> assertThat(lake.rows("SELECT count(*), count(DISTINCT id) FROM files('early')"))
                .containsExactly("10 | 10"));
        assertThat(servers.connectors().status("early-sink").isRunning()).isTrue();
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
                SELECT __partition, count(DISTINCT id), min(id), max(id) FROM files('trades')
                GROUP BY ALL ORDER BY ALL""")).containsExactly("0 | 800 | 0 | 799", "1 | 800 | 1000 | 1799"));
    }

    @Test
    void aSinkThatGetsMoreTasksWhileFilesAreOpenLosesNothing() {
        servers.topics().create("growth", 3);
        start("growing-sink", "topics=growth\ntasks.max=1\nrotate.rows=200");
        for (int partition = 0; partition < 3; partition++) {
            produce("growth", partition, 1000 * partition, 1000 * partition + 500);
        }
        eventually(() -> assertThat(lake.rows("SELECT count(DISTINCT __partition) FROM files('growth')"))
                .containsExactly("3"));

        start("growing-sink", "topics=growth\ntasks.max=3\nrotate.rows=200");
        for (int partition = 0; partition < 3; partition++) {
            produce("growth", partition, 1000 * partition + 500, 1000 * partition + 900);
        }

        eventually(() -> assertThat(lake.rows("""
                SELECT __partition, count(DISTINCT id), min(id), max(id) FROM files('growth')
                GROUP BY ALL ORDER BY ALL"""))
                .containsExactly("0 | 900 | 0 | 899", "1 | 900 | 1000 | 1899", "2 | 900 | 2000 | 2899"));
    }

    private void start(String name, String settings) {
        Map<String, String> sink = Settings.with(SinkSettings.of(servers.s3(), BUCKET), JSON);
        started.add(name);
        servers.connectors().start(name, Settings.with(sink, settings));
    }

    /** Writes rows of 1 KiB with the ids from the first up to the last, without the last. */
    private void produce(String topic, int partition, int from, int to) {
        Random random = new Random(from);
        byte[] noise = new byte[500];
        List<ProducerRecord<byte @Nullable [], byte @Nullable []>> rows = new ArrayList<>();
        for (int id = from; id < to; id++) {
            random.nextBytes(noise);
            byte[] row = "{\"id\": %d, \"noise\": \"%s\"}"
                    .formatted(id, HexFormat.of().formatHex(noise))
                    .getBytes(UTF_8);
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
