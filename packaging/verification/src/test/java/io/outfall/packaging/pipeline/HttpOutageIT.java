// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outfall.packaging.SinkPlugin;
import io.outfall.packaging.pipeline.UnsteadyServer.Arrival;
import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that do not take what is posted to them, for longer than a consumer may pause. */
class HttpOutageIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final Duration LONGEST_PAUSE_OF_A_CONSUMER = Duration.ofSeconds(3);
    /** Three of them are six pauses: as half an hour is to the five minutes that consumers may pause by default. */
    private static final Duration STAGE = LONGEST_PAUSE_OF_A_CONSUMER.multipliedBy(2);

    private static final int ROWS = 30;
    private static final int ROWS_OF_A_POLL = 100;
    private static final long BUDGET = 1 << 20;
    /** What the budget may be passed by: bodies of 1 KiB, their records as much again, and objects around both. */
    private static final long BYTES_OF_A_POLL = ROWS_OF_A_POLL * 3 * 1024;

    private final ConnectStack servers;
    private final Set<String> started = new TreeSet<>();
    private UnsteadyServer server;
    private WorkerBeans worker;
    private int produced;

    /** What can be seen at one time of a sink that waits. */
    private record Moment(boolean running, long heldBytes, Map<TopicPartition, Long> committedAhead) {}

    HttpOutageIT(ConnectStack servers) {
        this.servers = servers;
    }

    @BeforeEach
    void open() {
        server = new UnsteadyServer();
        worker = WorkerBeans.of(servers.worker());
    }

    @AfterEach
    void close() {
        started.forEach(servers.connectors()::delete);
        worker.close();
        server.close();
    }

    @Test
    void aServerThatIsAwayThenBrokenThenSilentCostsNoTaskNoMembershipAndNoChange() {
        servers.topics().create("parcels", 3);
        produce("parcels", 3, 60);
        start("patient", """
                topics=parcels
                memory.budget.bytes=%d
                http.request.timeout.ms=4000
                breaker.pause.ms=500
                consumer.override.max.poll.records=%d
                consumer.override.max.poll.interval.ms=%d
                consumer.override.session.timeout.ms=6000
                """.formatted(BUDGET, ROWS_OF_A_POLL, LONGEST_PAUSE_OF_A_CONSUMER.toMillis()));
        awaitTaken("parcels");
        Map<String, Set<TopicPartition>> members = members("connect-patient");
        long rebalances = worker.rebalances("patient");

        server.leave();
        List<Moment> moments = new ArrayList<>(endure("patient", "parcels", "cannot connect"));
        server.broken(true);
        server.comeBack();
        moments.addAll(endure("patient", "parcels", "status 503"));
        server.fallSilent();
        moments.addAll(endure("patient", "parcels", "no answer in time"));

        assertThat(worker.figure("patient", "failing-ms")).isGreaterThan(5 * LONGEST_PAUSE_OF_A_CONSUMER.toMillis());
        assertThat(worker.figure("patient", "freshness-ms")).isGreaterThan(5 * LONGEST_PAUSE_OF_A_CONSUMER.toMillis());
        assertThat(worker.recordsRead("patient")).isLessThan(produced);
        assertThat(worker.figure("patient", "held-bytes")).isGreaterThan(BUDGET / 2);
        assertThat(moments).allSatisfy(moment -> {
            assertThat(moment.running).isTrue();
            assertThat(moment.heldBytes).isLessThan(BUDGET + BYTES_OF_A_POLL);
            assertThat(moment.committedAhead).isEmpty();
        });

        server.broken(false);
        server.speakAgain();
        awaitTakenInOrder("parcels", "connect-patient");
        assertThat(members("connect-patient")).hasSize(1).isEqualTo(members);
        assertThat(worker.rebalances("patient")).isEqualTo(rebalances);
        assertThatMetricsTellWhatArrived("patient", "parcels");
    }

    @Test
    void ofAPartitionThatGoesToAnotherTaskDuringAnOutageTheFormerOwnerSendsNothingMore() {
        servers.topics().create("handed-over", 4);
        produce("handed-over", 4, 400);
        String shared = """
                topics=handed-over
                breaker.failures.percent=0
                retry.backoff.ms=50
                retry.backoff.max.ms=200
                consumer.override.group.id=of-both
                """;
        server.broken(true);
        start("former", shared);
        eventually(() -> assertThat(partitionsSentBy("former")).hasSize(4));

        start("next", shared);
        eventually(() -> assertThat(partitionsSentBy("next")).hasSize(2));
        int since = server.arrivals().size();
        eventually(() -> assertThat(server.arrivals()).hasSizeGreaterThan(since + 100));
        server.broken(false);

        awaitTakenInOrder("handed-over", "of-both");
        Set<TopicPartition> gone = partitionsSentBy("next");
        assertThat(members("of-both").values()).contains(gone).hasSize(2);
        for (TopicPartition partition : gone) {
            assertThat(server.arrivals().stream()
                            .filter(arrival -> arrival.partition().equals(partition)))
                    .extracting(Arrival::sender)
                    .isSortedAccordingTo((one, other) -> one.equals(other) ? 0 : one.equals("/former") ? -1 : 1);
        }
        assertThat(servers.connectors().status("former").isRunning()).isTrue();
        assertThat(servers.connectors().status("next").isRunning()).isTrue();
    }

    @Test
    void withADeliveryTimeoutAndNoDeadLetterQueueTheTaskFailsSaysWhyAndBeginsWhereItWas() {
        servers.topics().create("urgent", 2);
        produce("urgent", 2, 50);
        server.leave();
        register("impatient", "topics=urgent\ndelivery.timeout.ms=1000");

        assertThat(servers.connectors().awaitFailed("impatient"))
                .containsPattern(
                        "/impatient failed for 1000 ms and more, [1-9]\\d* attempts; the last: cannot connect");
        assertThat(committedAhead("connect-impatient")).isEmpty();

        server.comeBack();
        servers.connectors().restart("impatient");
        awaitTakenInOrder("urgent", "connect-impatient");
    }

    @Test
    void withADeliveryTimeoutAndADeadLetterQueueChangesEndThereAndTheTaskGoesOn() {
        servers.topics().create("hasty", 1);
        produce("hasty", 1, 5);
        server.leave();
        start("brisk", """
                topics=hasty
                delivery.timeout.ms=500
                errors.tolerance=all
                errors.deadletterqueue.topic.name=not-taken
                errors.deadletterqueue.topic.replication.factor=1
                """);

        assertThat(servers.topics().await("not-taken", 5))
                .extracting(change -> new String(change.key(), UTF_8))
                .containsExactlyInAnyOrder("row 0", "row 1", "row 2", "row 3", "row 4");
        awaitCommitted("connect-brisk", "hasty");
        server.comeBack();
        produce("hasty", 1, 5);

        eventually(() -> assertThat(server.taken())
                .isEqualTo(Map.of(new TopicPartition("hasty", 0), List.of(5L, 6L, 7L, 8L, 9L))));
        assertThat(worker.figure("brisk", "hasty", "rejections-total")).isEqualTo(5);
        assertThat(servers.connectors().status("brisk").isRunning()).isTrue();
    }

    /** Lets changes come in for one stage of an outage, and looks at what becomes of the sink. */
    private List<Moment> endure(String sink, String topic, String cause) {
        List<Moment> moments = new ArrayList<>();
        await().during(STAGE).atMost(STAGE.multipliedBy(3)).until(() -> {
            produce(topic, 3, 60);
            return moments.add(new Moment(
                    servers.connectors().status(sink).isRunning(),
                    worker.figure(sink, "held-bytes"),
                    committedAhead("connect-" + sink)));
        });
        eventually(() -> assertThat(worker.failure(sink)).contains(cause));
        return moments;
    }

    private void assertThatMetricsTellWhatArrived(String sink, String topic) {
        eventually(() -> assertThat(worker.failure(sink)).isEmpty());
        assertThat(worker.figure(sink, "failing-ms")).isZero();
        assertThat(worker.figure(sink, "held-bytes")).isZero();
        assertThat(worker.figure(sink, topic, "rows-total")).isEqualTo(produced);
        assertThat(worker.figure(sink, topic, "rejections-total")).isZero();
        assertThat(worker.figure(sink, "requests-total")).isEqualTo(produced + worker.figure(sink, "retries-total"));
    }

    /** What is committed of changes that the server does not have. */
    private Map<TopicPartition, Long> committedAhead(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>(servers.topics().committed(group));
        committed.entrySet().removeIf(offset -> offset.getValue() <= server.firstMissing(offset.getKey()));
        return committed;
    }

    /** Returns when the server has each change of a topic once, those of a row in their order, and all is committed. */
    private void awaitTakenInOrder(String topic, String group) {
        awaitTaken(topic);
        awaitCommitted(group, topic);
        assertThat(server.takenByRow())
                .hasSize(ROWS)
                .allSatisfy((row, offsets) -> assertThat(offsets).isSorted());
        assertThat(server.contradictions()).isEmpty();
    }

    private void awaitTaken(String topic) {
        Map<TopicPartition, List<Long>> all = servers.topics().offsets(topic, change -> true);
        eventually(() -> assertThat(server.taken()).isEqualTo(all));
    }

    private void awaitCommitted(String group, String topic) {
        eventually(() -> assertThat(servers.topics().committed(group))
                .isEqualTo(servers.topics().ends(topic)));
    }

    private Set<TopicPartition> partitionsSentBy(String sink) {
        Set<TopicPartition> partitions =
                new TreeSet<>((one, other) -> Integer.compare(one.partition(), other.partition()));
        server.arrivals().stream()
                .filter(arrival -> arrival.sender().equals("/" + sink))
                .forEach(arrival -> partitions.add(arrival.partition()));
        return Set.copyOf(partitions);
    }

    private void start(String sink, String settings) {
        register(sink, settings);
        servers.connectors().awaitRunning(sink);
    }

    private void register(String sink, String settings) {
        started.add(sink);
        servers.connectors()
                .register(
                        sink,
                        Settings.with(
                                Settings.of("""
                connector.class=%s
                http.url=%s
                http.headers.Row=${key.row}
                key.name=row
                ordering=key
                idempotency.header=Idempotency-Key
                retry.backoff.max.ms=1000
                key.converter=org.apache.kafka.connect.storage.StringConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter.schemas.enable=false
                """.formatted(SinkPlugin.HTTP.connector(), server.url("/" + sink))),
                                settings));
    }

    /** Writes changes of 1 KiB, of one row after the other; those of a row are in one partition. */
    private void produce(String topic, int partitions, int count) {
        List<ProducerRecord<byte @Nullable [], byte @Nullable []>> changes = new ArrayList<>();
        for (int end = produced + count; produced < end; produced++) {
            int row = produced % ROWS;
            byte[] value = "{\"change\": %d, \"text\": \"%s\"}"
                    .formatted(produced, "x".repeat(990))
                    .getBytes(UTF_8);
            changes.add(new ProducerRecord<>(topic, row % partitions, ("row " + row).getBytes(UTF_8), value));
        }
        servers.topics().produce(changes);
    }

    /** The consumers of a group and what they read; one that had to leave comes back under another id. */
    private Map<String, Set<TopicPartition>> members(String group) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.kafka().bootstrapServers()))) {
            Map<String, Set<TopicPartition>> members = new HashMap<>();
            admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .members()
                    .forEach(member ->
                            members.put(member.consumerId(), member.assignment().topicPartitions()));
            return members;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
