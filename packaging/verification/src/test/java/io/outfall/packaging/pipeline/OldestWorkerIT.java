// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.ConnectWorker;
import io.outfall.testing.stack.StackExtension;
import io.outfall.testing.stack.WorkerSettings;
import io.outfall.testing.stack.WorkerVersion;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same archives on the oldest Connect that they support. */
class OldestWorkerIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String[] CHANGES = {
        "1 | 1888-05-01 | 12.50 | r", "1 | 1888-05-01 | 13.00 | u", "1 | null | null | d"
    };

    private static ConnectWorker oldest;
    private static Pipeline pipeline;

    @BeforeAll
    static void start(ConnectStack servers) throws SQLException {
        oldest = ConnectWorker.start(
                servers.kafka().bootstrapServers(),
                WorkerSettings.withPlugins(SharedStack.S3_SINK, SharedStack.BIGQUERY_SINK)
                        .version(WorkerVersion.OLDEST_SUPPORTED)
                        .group("oldest"));
        pipeline = Pipeline.create(servers, "museum", """
                CREATE TABLE pieces (id int PRIMARY KEY, made date, price numeric(10,2));
                INSERT INTO pieces VALUES (1, '1888-05-01', 12.50);
                """);
        pipeline.source("museum-source", "museum.public.pieces", """
                topic.prefix=museum
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                table.include.list=public\\.pieces
                """);
        pipeline.database().run("UPDATE pieces SET price = 13 WHERE id = 1; DELETE FROM pieces WHERE id = 1");
    }

    @AfterAll
    static void end() throws SQLException {
        pipeline.close();
        oldest.close();
    }

    @Test
    void theWorkerFindsThePluginsByTheirManifests() {
        assertThat(oldest.connectors().version()).startsWith("3.6.");
        assertThat(oldest.connectors().plugins())
                .contains("io.outfall.s3.S3SinkConnector", "io.outfall.bigquery.BigQuerySinkConnector");
    }

    @Test
    void changesOfARealTableArriveInFiles(ConnectStack servers) throws SQLException {
        oldest.connectors().start("museum-sink", Settings.with(SinkSettings.of(servers.s3(), "museum"), """
                topics=museum.public.pieces
                """));

        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT id, made, price, __op FROM files('museum.public.pieces') ORDER BY __offset""")).containsExactly(CHANGES));
    }

    @Test
    void changesOfARealTableArriveInTables() throws SQLException {
        try (Warehouse warehouse = Warehouse.start("museum")) {
            oldest.connectors().start("museum-log", Settings.with(warehouse.sinkSettings(), """
                    topics=museum.public.pieces
                    table.dataset=museum
                    table.name=pieces
                    """));

            eventually(() -> assertThat(warehouse.rows("""
                    SELECT id, made, price::DECIMAL(10,2), __op FROM museum.pieces ORDER BY __offset""")).containsExactly(CHANGES));
        }
    }
}
