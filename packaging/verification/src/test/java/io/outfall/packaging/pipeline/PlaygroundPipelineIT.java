// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Envelopes in Avro on a compacted topic, read late, while migrations go on; settings come from the environment. */
@EnabledIf(
        value = "io.outfall.testing.stack.SchemaRegistry#available",
        disabledReason = "the schema registry needs Java 21, which this machine has not")
class PlaygroundPipelineIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String TOPIC = "playground.public.accounts";
    private static final String TABLES = """
            CREATE TABLE accounts (id int PRIMARY KEY, owner text NOT NULL, points int, legacy text);
            INSERT INTO accounts SELECT i, 'Owner ' || i, 0, 'old' FROM generate_series(1, 20) i;
            """;

    private static final String CHANGES = """
            BEGIN;
            UPDATE accounts SET points = 1;
            UPDATE accounts SET points = 2 WHERE id <= 10;
            DELETE FROM accounts WHERE id <= 5;
            COMMIT""";

    /** 20 rows of the snapshot, 20 and 10 updates, 5 deletes with a tombstone each. */
    private static final int EVENTS = 60;

    private static final String MIGRATION = """
            ALTER TABLE accounts ADD COLUMN plan text NOT NULL DEFAULT 'free';
            ALTER TABLE accounts ALTER COLUMN points TYPE bigint;
            ALTER TABLE accounts DROP COLUMN legacy""";

    private static Pipeline pipeline;

    @BeforeAll
    static void run(ConnectStack servers) throws SQLException {
        cleanOften(servers);
        servers.topics()
                .create(
                        TOPIC,
                        1,
                        Map.of(
                                "cleanup.policy",
                                "compact,delete",
                                "min.cleanable.dirty.ratio",
                                "0.01",
                                "segment.ms",
                                "100"));
        pipeline = Pipeline.create(servers, "playground", TABLES);
        pipeline.source(
                "playground-source", TOPIC, Settings.text(servers.registry().converterSettings()) + """
                topic.prefix=playground
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                schema.include.list=public
                schema.name.adjustment.mode=avro
                """);
        servers.topics().await(TOPIC, 20);
        pipeline.database().run(CHANGES);
        servers.topics().await(TOPIC, EVENTS);
        awaitCompaction(servers);
        pipeline.sink("playground-sink", Settings.text(servers.registry().converterSettings()) + """
                topics.regex=playground\\.public\\.(.*)
                s3.bucket=${env:PLAYGROUND_BUCKET}
                """);
        eventually(() -> assertThat(pipeline.lake().rows("SELECT count(*) FROM files('" + TOPIC + "') WHERE id < 20"))
                .containsExactly("19"));

        pipeline.database().run(MIGRATION);
        pipeline.database().run("UPDATE accounts SET points = points + 3000000000, plan = 'gold' WHERE id <> 6");
        pipeline.database().run("INSERT INTO accounts VALUES (21, 'Ação', NULL, 'free')");
        pipeline.database().run("DELETE FROM accounts WHERE id = 7");
    }

    /** The cleaner of the broker looks every 15 seconds by default. */
    private static void cleanOften(ConnectStack servers) {
        ConfigResource allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.kafka().bootstrapServers()))) {
            AlterConfigOp often =
                    new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", "100"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(allBrokers, List.of(often)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The newest segment is never cleaned, so something has to be written until another one begins. */
    private static void awaitCompaction(ConnectStack servers) {
        eventually(() -> {
            pipeline.database().run("UPDATE accounts SET points = 3 WHERE id = 20");
            assertThat(servers.topics().records(TOPIC))
                    .filteredOn(record -> record.offset() < EVENTS)
                    .hasSize(19);
        });
    }

    @AfterAll
    static void end() throws SQLException {
        pipeline.close();
    }

    @Test
    void aReaderThatComesAfterCompactionGetsTheLastEventOfEachKeyAndADeleteOfEachTombstone() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT min(id), max(id), owner IS NULL, points, __op, __deleted, count(*)
                FROM files('%s') WHERE __offset < %d GROUP BY ALL ORDER BY ALL""".formatted(TOPIC, EVENTS)))
                .containsExactly(
                        "1 | 5 | true | null | d | true | 5",
                        "6 | 10 | false | 2 | u | false | 5",
                        "11 | 19 | false | 1 | u | false | 9"));
    }

    @Test
    void aMigrationWhileThePipelineRunsWidensAddsAndDropsColumns() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT id, points, legacy, plan, __op FROM files('%s')
                WHERE id IN (6, 7, 19, 21) ORDER BY id, __offset""".formatted(TOPIC)))
                .containsExactly(
                        "6 | 2 | old | null | u",
                        "7 | 2 | old | null | u",
                        "7 | 3000000002 | null | gold | u",
                        "7 | null | null | null | d",
                        "19 | 1 | old | null | u",
                        "19 | 3000000001 | null | gold | u",
                        "21 | null | null | free | c"));
    }

    @Test
    void theLastRowOfEachAccountIsTheTableAsFarAsItWasTouchedAfterTheMigration() {
        eventually(() -> assertThat(pipeline.lake()
                        .differences(
                                """
                        SELECT id, owner, points, plan FROM files('%s') WHERE id <> 6
                        QUALIFY row_number() OVER (PARTITION BY id ORDER BY __offset DESC) = 1 AND NOT __deleted
                        """.formatted(TOPIC),
                                pipeline.database().json("SELECT to_jsonb(a) FROM accounts a WHERE id <> 6")))
                .isEmpty());
    }
}
