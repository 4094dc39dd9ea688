// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outfall.bigquery.history.Histories;
import io.outfall.bigquery.history.Histories.Step;
import io.outfall.bigquery.history.Source;
import io.outfall.bigquery.history.Topic;
import io.outfall.testing.replay.ReplayWorker;
import io.outfall.testing.replay.TopicLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MirrorProperties} shows of the encoding holds for tasks and tables: a sample of histories, with crashes.
 */
class MirroredHistoriesIT {
    private static @Nullable Warehouse warehouse;
    private static int tables;

    @BeforeContainer
    static void open() {
        warehouse = new Warehouse();
    }

    @AfterContainer
    static void close() {
        warehouse().close();
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Histories.any();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void aTableEndsAsItsSource(@ForAll("histories") List<Step> history, @ForAll long luck) {
        assertMirrored(Histories.play(history), luck, 5);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void soItDoesWhereASnapshotDidNotSeeATransactionOfManyRows(@ForAll long luck) {
        assertMirrored(Histories.unseenBySnapshot(600), luck, 100);
    }

    private static void assertMirrored(Source source, long luck, int poll) {
        String table = "items_" + tables++;
        for (Topic topic : source.topics()) {
            write(topic, table, new Random(luck), poll);
        }

        assertThat(rows(source, table))
                .isEqualTo(source.rows().entrySet().stream()
                        .map(row -> row.getKey() + " | " + row.getValue().name() + " | "
                                + row.getValue().storedNote())
                        .toList());
    }

    private static List<String> rows(Source source, String table) {
        boolean untold = source.topics().stream()
                .allMatch(topic -> topic.records().stream().allMatch(record -> record.value() == null));
        return untold ? List.of() : warehouse().query("SELECT id, name, note FROM shop." + table + " ORDER BY id");
    }

    private static void write(Topic topic, String table, Random random, int poll) {
        TopicLog log = new TopicLog(topic.records());
        Map<String, String> settings =
                warehouse().settings(Map.of("table.mode", "upsert", "table.name", table, "upsert.unavailable", "null"));
        while (!log.isDone()) {
            ReplayWorker worker = new ReplayWorker(new BigQuerySinkTask(), settings, log, 1 + random.nextInt(poll));
            worker.assign(log.partitions());
            int[] polls = {random.nextInt(20)};
            await().pollInterval(Duration.ofMillis(2)).until(() -> {
                worker.poll();
                if (random.nextInt(3) == 0) {
                    worker.commit();
                }
                return log.isDone() || polls[0]-- == 0;
            });
            worker.lose(log.partitions());
            worker.stop();
        }
    }

    private static Warehouse warehouse() {
        if (warehouse == null) {
            throw new IllegalStateException("not open");
        }
        return warehouse;
    }
}
