// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.testing.fixture.Fixtures;
import io.outfall.testing.task.TaskRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of recorded change events, through the task, in a real bucket, as DuckDB reads it. */
class ChangeLogIT {
    private static final String SET = "adaptive_precise";
    private static final Duration SOON = Duration.ofSeconds(10);

    private static TestStore store;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        store = TestStore.open();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @AfterEach
    void clear() {
        store.clear();
    }

    private List<String> written(String table, Map<String, String> settings, String sql) {
        return written(Fixtures.load(SET, table), settings, sql);
    }

    private List<String> written(List<SinkRecord> records, Map<String, String> settings, String sql) {
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, settings), true);
                Lake lake = new Lake(store, folder)) {
            run.put(records);
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
            return lake.query("", sql);
        }
    }

    @Test
    void everyChangeIsARowAndTheTombstoneAfterADeleteAddsNothing() {
        assertThat(written(
                        "fx.identity_default",
                        Map.of(),
                        "select __offset, __op, __deleted, id, a, b from $files order by __offset"))
                .containsExactly(
                        "0 | r | false | 1 | a1 | b1",
                        "1 | r | false | 2 | a2 | null",
                        "2 | c | false | 10 | a10 | b10",
                        "3 | u | false | 10 | a10 changed | b10",
                        "4 | u | false | 10 | a10 changed | b10",
                        "5 | d | true | 10 | null | null",
                        "7 | c | false | 10 | a10 again | null",
                        "8 | d | true | 2 | null | null",
                        "10 | d | true | 1 | null | null",
                        "12 | c | false | 20 | a1 | b1");
    }

    @Test
    void aDeletedRowIsCompleteWhereBeforeIsSaidToBe() {
        assertThat(written(
                        "fx.identity_full",
                        Map.of("event.before.trusted", "true"),
                        "select __op, id, a, b from $files where __deleted order by __offset"))
                .allSatisfy(row -> assertThat(row).startsWith("d | ").doesNotContain("null | null"))
                .isNotEmpty();
    }

    @Test
    void aChangedKeyIsADeleteOfTheOldRowAndACreateOfTheNew() {
        assertThat(written("fx.key_change", Map.of(), "select __op, id, a from $files order by __offset"))
                .containsExactly("r | 1 | a1", "d | 1 | null", "c | 2 | a1", "d | 2 | null", "c | 3 | a3");
    }

    @Test
    void columnsThatTheSourceDidNotRepeatAreNullAndNamed() {
        assertThat(
                        written(
                                "fx.toast_default",
                                Map.of(),
                                "select n, big_text is null, __unavailable from $files where __unavailable is not null order by n"))
                .containsExactly(
                        "2 | true | [big_text, big_bytea, big_jsonb, big_texts, big_ints, big_hstore, big_xml]",
                        "3 | false | [big_bytea, big_jsonb, big_texts, big_ints, big_hstore, big_xml]",
                        "4 | false | [big_bytea, big_jsonb, big_ints, big_hstore, big_xml]");
    }

    @Test
    void aTruncateIsAMarkerRow() {
        assertThat(written("fx.truncated", Map.of(), "select __op, id from $files where __op = 't'"))
                .containsExactly("t | null");
    }

    @Test
    void columnsComeGoAndBecomeWiderWithinAFileAndAnotherTypeHasAFileOfItsOwn() {
        assertThat(written(
                        "fx.evolving",
                        Map.of(),
                        "select count(*), min(__offset), max(__offset) from $files group by filename order by 2"))
                .containsExactly("6 | 0 | 5", "5 | 6 | 10");
    }

    @Test
    void recordsThatAreNoRowsNeverBecomeRows() {
        List<SinkRecord> records = new ArrayList<>(Fixtures.load(SET, "message"));
        records.addAll(Fixtures.load(SET, "fx.signal"));
        try (TaskRun run =
                new TaskRun(new S3SinkTask(), Lake.settings(store, Map.of("signal.table", "fx.signal")), true)) {
            run.put(records);
            run.awaitDurable();
        }
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void metadataColumnsCanBeRenamedAndLeftOut() {
        assertThat(written(
                        "fx.identity_default",
                        Map.of(
                                "metadata.op.column", "operation",
                                "metadata.key.column", "",
                                "metadata.headers.column", "",
                                "metadata.unavailable.column", "",
                                "metadata.source.position.column", "",
                                "metadata.transaction.column", "",
                                "metadata.kafka.time.column", "",
                                "metadata.snapshot.column", ""),
                        "select column_name from (describe select * from $files)"))
                .containsExactly(
                        "id",
                        "a",
                        "b",
                        "operation",
                        "__deleted",
                        "__source_time",
                        "__topic",
                        "__partition",
                        "__offset");
    }

    @Test
    void metadataTellsWhereAndWhenAChangeWasMade() {
        assertThat(written(
                        "fx.identity_default",
                        Map.of(),
                        "select __topic, __partition, __key, __snapshot, length(__source_position), __transaction is not null,"
                                + " __source_time between '2020-01-01' and '2030-01-01', __kafka_time >= '2020-01-01'"
                                + " from $files where __offset in (0, 3) order by __offset"))
                .containsExactly(
                        SET + ".fx.identity_default | 0 | {\"id\":1} | initial | 33 | true | true | true",
                        SET + ".fx.identity_default | 0 | {\"id\":10} | null | 33 | true | true | true");
    }

    @Test
    void anEnvelopeCanBeKeptAsItIs() {
        assertThat(written(
                        "fx.identity_default",
                        Map.of("row.content", "envelope"),
                        "select op, before.id, after.id, after.a, source.\"table\" from $files where __offset in (0, 5)"
                                + " order by __offset"))
                .containsExactly("r | null | 1 | a1 | identity_default", "d | 10 | null | null | identity_default");
    }

    @Test
    void aRecordCanBeKeptAsBytes() {
        List<SinkRecord> records = List.of(
                new SinkRecord("raw", 0, Schema.BYTES_SCHEMA, new byte[] {1}, Schema.STRING_SCHEMA, "{\"a\":1}", 0),
                new SinkRecord("raw", 0, Schema.BYTES_SCHEMA, new byte[] {2}, Schema.STRING_SCHEMA, null, 1));
        assertThat(written(
                        records,
                        Map.of("row.content", "raw"),
                        "select key, decode(value), __offset from $files order by __offset"))
                .containsExactly("\\x01 | {\"a\":1} | 0", "\\x02 | null | 1");
    }

    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field(
                    "day",
                    SchemaBuilder.int32()
                            .name("io.debezium.time.Date")
                            .optional()
                            .build())
            .build();

    private static SinkRecord order(long offset, int id, @Nullable Integer day) {
        return new SinkRecord(
                "orders", 0, null, null, ORDER, new Struct(ORDER).put("id", id).put("day", day), offset);
    }

    @Test
    void oneBadRowGoesToTheDeadLetterQueueAndTheFileIsIntact() {
        int infinity = -2_147_472_692;
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, Map.of()), true);
                Lake lake = new Lake(store, folder)) {
            run.put(List.of(order(0, 1, 5), order(1, 2, infinity), order(2, 3, null)));
            run.awaitDurable();
            assertThat(run.context().reported()).singleElement().satisfies(bad -> {
                assertThat(bad.record().kafkaOffset()).isEqualTo(1);
                assertThat(bad.error())
                        .hasMessage("topic orders, partition 0, offset 1, column day: the date is infinite");
            });
            assertThat(lake.query("", "select id, day from $files order by id"))
                    .containsExactly("1 | 1970-01-06", "3 | null");
        }
    }

    @Test
    void withoutADeadLetterQueueTheTaskFailsInTheSameWordsAndCommitsNothingBeyond() {
        int infinity = -2_147_472_692;
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, Map.of()), false)) {
            assertThatThrownBy(() -> run.put(List.of(order(0, 1, 5), order(1, 2, infinity))))
                    .hasMessage("topic orders, partition 0, offset 1, column day: the date is infinite");
            assertThat(run.committable(new TopicPartition("orders", 0))).isZero();
        }
    }

    @Test
    void aBadFirstRowLeavesNoFileBehind() {
        int infinity = -2_147_472_692;
        try (TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(store, Map.of()), true)) {
            run.put(List.of(order(0, 1, infinity)));
            run.awaitDurable();
        }
        assertThat(store.keys()).isEmpty();
        assertThat(store.openUploads()).isEmpty();
    }

    @Test
    void aRevokedPartitionLeavesNothingBehindAndOthersGoOn() {
        Map<String, String> settings = Lake.settings(store, Map.of("rotate.idle.ms", "0", "rotate.rows", "2"));
        try (TaskRun run = new TaskRun(new S3SinkTask(), settings, true);
                Lake lake = new Lake(store, folder)) {
            run.put(List.of(order(0, 1, 5), keptOrder(0, 7)));
            run.revoke(new TopicPartition("orders", 0));
            run.put(List.of(keptOrder(1, 8)));
            run.awaitDurable();
            assertThat(lake.query("", "select id, __partition from $files order by id"))
                    .containsExactly("7 | 1", "8 | 1");
            assertThat(store.openUploads()).isEmpty();
        }
    }

    private static SinkRecord keptOrder(long offset, int id) {
        return new SinkRecord("orders", 1, null, null, ORDER, new Struct(ORDER).put("id", id), offset);
    }

    @Test
    void aWrongBucketFailsTheTaskWithTheCauseAndWithoutTheSecret() {
        Map<String, String> settings = Lake.settings(store, Map.of("s3.bucket", "no-such-bucket-of-ours"));
        try (TaskRun run = new TaskRun(new S3SinkTask(), settings, true)) {
            assertThatThrownBy(run::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("no-such-bucket-of-ours")
                    .hasMessageNotContaining(store.secretKey());
        }
    }

    @Test
    void aBucketThatIsRemovedInMidStreamFailsTheTaskSoonAndNothingBeyondIsCommitted() {
        try (TestStore doomed = TestStore.open();
                TaskRun run = new TaskRun(new S3SinkTask(), Lake.settings(doomed, Map.of()), true)) {
            run.put(List.of(keptOrder(0, 7)));
            run.awaitDurable();
            doomed.removeBucket();

            run.put(List.of(keptOrder(1, 8)));

            assertTimeout(
                    SOON,
                    () -> assertThatThrownBy(run::poll)
                            .isInstanceOf(ConnectException.class)
                            .hasMessageContaining("Create the bucket, or correct s3.bucket."));
            assertThat(run.committable(new TopicPartition("orders", 1))).isEqualTo(1);
        }
    }

    @Test
    void wrongKeysFailTheTaskWithTheCauseAndWithoutTheSecret() {
        assumeTrue(store.checksKeys(), "a store that takes any key");
        Map<String, String> settings = Lake.settings(store, Map.of("s3.secret.access.key", "not-the-secret"));
        try (TaskRun run = new TaskRun(new S3SinkTask(), settings, true)) {
            assertThatThrownBy(run::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("The credentials must be right")
                    .hasMessageNotContaining("not-the-secret");
        }
    }
}
