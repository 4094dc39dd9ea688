// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.testing.replay.ReplayWorker;
import io.outfall.testing.replay.TopicLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user does to a connector, and finds in the bucket, by its commit records. */
@Timeout(120)
class CommitRecordIT {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Schema ORDER =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

    private static TestStore store;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        store = TestStore.open();
        assumeTrue(store.canDeliverExactlyOnce(), "the store does not honour what exactly once needs");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @AfterEach
    void clear() {
        store.clear();
    }

    /**
     * Orders of which the one at offset {@code n} has the id {@code n} and was made {@code n} ms after {@code sinceMs}.
     */
    private static List<SinkRecord> orders(int count, long sinceMs) {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Struct value = new Struct(ORDER).put("id", i);
            records.add(
                    new SinkRecord("orders", 0, null, null, ORDER, value, i, sinceMs + i, TimestampType.CREATE_TIME));
        }
        return records;
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("rotate.rows", "4", "rotate.idle.ms", "300"));
        settings.putAll(more);
        return Lake.settings(store, settings);
    }

    /** Runs a connector until the group has committed the whole topic. */
    private static void runToItsEnd(TopicLog topic, Map<String, String> settings) {
        ReplayWorker worker = new ReplayWorker(new S3SinkTask(), settings, topic, 3);
        worker.assign(List.of(ORDERS));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    worker.poll();
                    worker.commit();
                    return topic.isDone();
                });
        worker.stop();
    }

    private List<String> ids() {
        try (Lake lake = new Lake(store, folder)) {
            return lake.query("", "select id from $files order by id");
        }
    }

    @Test
    void aGroupThatForgotItsOffsetsBringsNothingTwice() {
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));

        runToItsEnd(new TopicLog(orders(9, 1_000)), settings(Map.of()));

        assertThat(ids()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void noOffsetIsCommittedBeforeItsRowIsVisibleWhileATaskJumpsOverWhatIsThere() {
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));

        TopicLog topic = new TopicLog(orders(9, 1_000));
        ReplayWorker worker = new ReplayWorker(new S3SinkTask(), settings(Map.of("rotate.idle.ms", "0")), topic, 9);
        worker.assign(List.of(ORDERS));
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            worker.poll();
            worker.commit();
            assertThat(topic.committed(ORDERS)).isLessThanOrEqualTo(6);
            return topic.committed(ORDERS) == 6;
        });
        worker.stop();
    }

    @Test
    void offsetsThatAUserSetsBackAreReadAgain() {
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));

        Map<TopicPartition, @Nullable Long> back = new HashMap<>(Map.of(ORDERS, 4L));
        assertThat(new S3SinkConnector().alterOffsets(settings(Map.of()), back)).isTrue();
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));
        assertThat(ids()).containsExactly("0", "1", "2", "3", "4", "4", "5", "5");

        back.put(ORDERS, null);
        assertThat(new S3SinkConnector().alterOffsets(settings(Map.of()), back)).isTrue();
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));
        assertThat(ids()).containsExactly("0", "0", "1", "1", "2", "2", "3", "3", "4", "4", "4", "5", "5", "5");
    }

    @Test
    void aTopicThatWasMadeAnewStopsTheTaskUntilItsOffsetsAreReset() {
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));

        TopicLog madeAnew = new TopicLog(orders(9, 50_000));
        assertThatThrownBy(() -> runToItsEnd(madeAnew, settings(Map.of())))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(
                        "topic-partition orders-0 is not the one that the target knows: the record at offset"
                                + " 5 has the timestamp 50005, not 1005");
        assertThat(ids()).containsExactly("0", "1", "2", "3", "4", "5");

        Map<TopicPartition, @Nullable Long> reset = new HashMap<>();
        reset.put(ORDERS, null);
        new S3SinkConnector().alterOffsets(settings(Map.of()), reset);
        runToItsEnd(new TopicLog(orders(9, 50_000)), settings(Map.of()));
        assertThat(ids()).hasSize(15);
    }

    @Test
    void aTopicThatWasMadeAnewIsNotLookedForIfTheUserSaysSo() {
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));

        runToItsEnd(new TopicLog(orders(9, 50_000)), settings(Map.of("delivery.topic.check", "false")));

        assertThat(ids()).hasSize(9);
    }

    @Test
    void uploadsThatAFormerOwnerLeftBehindAreRemovedAndThoseOfOthersAreNot() {
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of()));
        String written = store.keys().get(0);
        String ours = written.replaceAll("\\+0+\\.", "+00000000000000000099.");
        store.beginUpload(ours);
        String other = "orders/orders+0+00000000000000000099.0123456789-abcd1234.parquet";
        store.beginUpload(other);
        assertThat(store.openUploads()).containsExactlyInAnyOrder(ours, other);

        ReplayWorker worker = new ReplayWorker(new S3SinkTask(), settings(Map.of()), new TopicLog(orders(6, 1_000)), 3);
        worker.assign(List.of(ORDERS));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    worker.poll();
                    return store.openUploads().size() == 1;
                });
        worker.stop();

        assertThat(store.openUploads()).containsExactly(other);
    }

    @Test
    void aManifestTellsTheFilesOfOneCommit() {
        runToItsEnd(new TopicLog(orders(6, 1_000)), settings(Map.of("manifest.enabled", "true")));

        List<String> manifests = store.allKeys().stream()
                .filter(key -> key.startsWith("_outfall/manifests/lake/orders/0/"))
                .toList();
        StringBuilder all = new StringBuilder();
        manifests.forEach(key -> all.append(new String(store.read(key), StandardCharsets.UTF_8)));
        assertThat(all.toString())
                .startsWith(
                        "{\"topic\":\"orders\",\"partition\":0,\"sequence\":2,\"files\":[{\"key\":\"orders/orders+0+")
                .contains(
                        "\"rows\":4,\"firstOffset\":0,\"lastOffset\":3,\"minTime\":1000,\"maxTime\":1003,\"schema\":\"")
                .contains(
                        "\"rows\":2,\"firstOffset\":4,\"lastOffset\":5,\"minTime\":1004,\"maxTime\":1005,\"schema\":\"");
        store.keys().forEach(key -> assertThat(all).containsOnlyOnce(key));
    }

    @Test
    void aFileTellsItsRowsInItsMetadata() {
        runToItsEnd(new TopicLog(orders(4, 1_000)), settings(Map.of()));

        assertThat(store.head(store.keys().get(0)).metadata())
                .containsEntry("topic", "orders")
                .containsEntry("partition", "0")
                .containsEntry("first-offset", "0")
                .containsEntry("last-offset", "3")
                .containsEntry("rows", "4")
                .containsEntry("min-time", "1970-01-01T00:00:01Z")
                .containsEntry("max-time", "1970-01-01T00:00:01.003Z");
    }

    @Test
    void theRecordSaysThatNothingIsLeftToDoSoonAfterTheLastCommit() {
        ReplayWorker worker = new ReplayWorker(new S3SinkTask(), settings(Map.of()), new TopicLog(orders(4, 1_000)), 3);
        worker.assign(List.of(ORDERS));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    worker.poll();
                    return store.keys().size() == 1
                            && record().contains("\"done\":\"0+4\"")
                            && record().endsWith("\"files\":[]}\n");
                });
        worker.stop();
    }

    private static String record() {
        return new String(store.read("_outfall/commits/lake/orders/0"), StandardCharsets.UTF_8);
    }
}
