// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.packaging.SinkPlugin;
import io.outfall.packaging.pipeline.Warehouse;
import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.stack.ConnectWorker;
import io.outfall.testing.stack.Plugins;
import io.outfall.testing.stack.PostgresServer;
import io.outfall.testing.stack.WorkerSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Debezium reads a database that changes all the time, and two workers keep a log and a mirror of it in BigQuery while
 * they are killed and stalled again and again: see {@link Attack}. Debezium's own worker is killed too, after which it
 * sends some changes once more. Half-way, a table gets a column.
 */
class BigQueryKillIT {
    private static final List<String> TABLES = List.of("orders", "accounts");
    private static final List<String> TOPICS =
            TABLES.stream().map(table -> "trade.public." + table).toList();
    private static final int KILL_THE_SOURCE_EVERY = 4;

    private static PostgresServer postgres;
    private static Warehouse warehouse;
    private static Cluster cluster;
    private static ConnectWorker source;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
        postgres.execute(Trade.TABLES);
        warehouse = Warehouse.start("log", "mirror");
        cluster = Cluster.start(SinkPlugin.BIGQUERY.unpacked());
        source = ConnectWorker.start(
                cluster.kafka().bootstrapServers(),
                WorkerSettings.withPlugins(Plugins.debeziumPostgres())
                        .group("source")
                        .jvmOption("-Xmx256m"));
    }

    @AfterAll
    static void stop() {
        source.close();
        cluster.close();
        warehouse.close();
        postgres.close();
    }

    @Test
    void theLogHasEachChangeOnceAndTheMirrorIsTheTableHoweverOftenWorkersAreKilledAndStalled() throws Exception {
        startSource();
        startSink("log", "");
        startSink("mirror", """
                table.mode=upsert
                consumer.override.partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor
                """);
        String attacked;
        try (Trade trade = Trade.on(postgres)) {
            Attack attack = new Attack(cluster, List.of("log", "mirror"), trade);
            for (int cycle = 0; cycle < Attack.CYCLES; cycle++) {
                attack.strike();
                if (cycle == Attack.CYCLES / 2) {
                    postgres.execute("ALTER TABLE orders ADD COLUMN note text");
                    postgres.execute("UPDATE orders SET note = 'noted' WHERE id % 5 = 0");
                }
                if (cycle % KILL_THE_SOURCE_EVERY == 1) {
                    source.kill();
                    source.restart();
                }
            }
            trade.awaitRows(600);
            trade.stop();
            attacked = attack.toString();
        }

        Awaitility.await("mirror and source are equal, " + attacked)
                .atMost(Attack.DRAIN)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> {
                    for (String table : TABLES) {
                        assertThat(warehouse.differences("FROM mirror." + table, rows(table)))
                                .isEmpty();
                    }
                });
        cluster.awaitDrained("log", TOPICS);
        cluster.awaitDrained("mirror", TOPICS);
        List<AuditReport.Partition> log = new ArrayList<>();
        for (String table : TABLES) {
            log.addAll(audit(table));
        }
        String outcome = attacked + "\n"
                + String.join(
                        "\n", log.stream().map(AuditReport.Partition::toString).toList());
        System.out.println(outcome);
        assertThat(log)
                .as(outcome)
                .isNotEmpty()
                .allMatch(partition -> partition.findings().isEmpty());
    }

    private static void startSource() {
        Map<String, String> settings = postgres.sourceSettings("trade");
        settings.put("tasks.max", "1");
        settings.put("publication.autocreate.mode", "filtered");
        settings.put("table.include.list", "public\\.(orders|accounts)");
        settings.put("topic.creation.default.partitions", "4");
        settings.put("topic.creation.default.replication.factor", "1");
        settings.put("poll.interval.ms", "50");
        settings.put("slot.max.retries", "60");
        settings.put("slot.retry.delay.ms", "500");
        source.connectors().start("trade", settings);
        cluster.kafka().topics().await(TOPICS.get(1), 1);
    }

    private static void startSink(String name, String more) {
        Map<String, String> settings = new HashMap<>(warehouse.sinkSettings());
        settings.put("topics.regex", "trade\\.public\\..*");
        settings.put("table.dataset", name);
        settings.put("table.name", "${source.table}");
        cluster.startSink(name, settings, more);
    }

    private static String rows(String table) throws SQLException {
        try (Connection connection = postgres.connect(postgres.database());
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM " + table + " t")) {
            result.next();
            return result.getString(1);
        }
    }

    /** A tombstone that is the first record after a restart is a delete once more: nobody knows of the one before. */
    private static List<AuditReport.Partition> audit(String table) throws SQLException {
        Map<TopicPartition, Map<Long, Long>> found = new HashMap<>();
        for (String row :
                warehouse.rows("SELECT __topic, __partition, __offset, count(*) FROM log." + table + " GROUP BY ALL")) {
            String[] cells = row.split(" \\| ", -1);
            found.computeIfAbsent(
                            new TopicPartition(cells[0], Integer.parseInt(cells[1])), partition -> new HashMap<>())
                    .put(Long.valueOf(cells[2]), Long.valueOf(cells[3]));
        }
        String topic = "trade.public." + table;
        Map<TopicPartition, List<Long>> changes =
                cluster.kafka().topics().offsets(topic, record -> record.value() != null);
        Map<TopicPartition, List<Long>> tombstones =
                cluster.kafka().topics().offsets(topic, record -> record.value() == null);
        List<AuditReport.Partition> report = new ArrayList<>();
        changes.forEach((partition, offsets) -> {
            Set<Long> allowed = new HashSet<>(tombstones.getOrDefault(partition, List.of()));
            report.add(
                    LogAudit.compare(partition, offsets, found.getOrDefault(partition, Map.of()), allowed::contains));
        });
        return report;
    }
}
