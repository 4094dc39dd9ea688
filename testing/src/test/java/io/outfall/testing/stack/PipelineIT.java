// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineIT {
    private static final PostgresServer POSTGRES = PostgresServer.start();
    private static final KafkaBroker KAFKA = KafkaBroker.start();
    private static final ConnectWorker WORKER = ConnectWorker.start(
            KAFKA.bootstrapServers(),
            WorkerSettings.withPlugins(Plugins.debeziumPostgres()).variable("TABLES", "public.people"));

    @AfterAll
    static void close() {
        WORKER.close();
        KAFKA.close();
        POSTGRES.close();
    }

    @Test
    void aRowInPostgresBecomesAChangeEventInKafka() {
        POSTGRES.execute(
                "CREATE TABLE people (id int PRIMARY KEY, name text); INSERT INTO people VALUES (1, 'Ana'), (2, 'João')");
        Map<String, String> source = POSTGRES.sourceSettings("shop");
        source.put("table.include.list", "${env:TABLES}");

        WORKER.connectors().start("people-source", source);
        POSTGRES.execute("UPDATE people SET name = 'Bia' WHERE id = 1");

        assertThat(KAFKA.topics().await("shop.public.people", 3))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .satisfiesExactly(
                        read -> assertThat(read).contains("\"after\":{\"id\":1,\"name\":\"Ana\"}", "\"op\":\"r\""),
                        read -> assertThat(read).contains("\"after\":{\"id\":2,\"name\":\"João\"}", "\"op\":\"r\""),
                        update -> assertThat(update).contains("\"after\":{\"id\":1,\"name\":\"Bia\"}", "\"op\":\"u\""));
    }

    @Test
    void aConnectorThatFailsTellsWhy() {
        Map<String, String> source = POSTGRES.sourceSettings("broken");
        source.put("snapshot.mode", "no_data");
        source.put("publication.autocreate.mode", "disabled");

        WORKER.connectors().register("broken-source", source);

        assertThat(WORKER.connectors().awaitFailed("broken-source")).contains("Publication autocreation is disabled");
        assertThatThrownBy(() -> WORKER.connectors().awaitRunning("broken-source"))
                .hasMessageStartingWith("connector broken-source failed: ");
        WORKER.connectors().delete("broken-source");
        assertThat(WORKER.connectors().names()).doesNotContain("broken-source");
    }

    @Test
    void aWrongConfigurationIsRefusedWithTheReason() {
        Map<String, String> source = POSTGRES.sourceSettings("wrong");
        source.put("database.port", "none");

        assertThat(WORKER.connectors().validate(source)).containsOnlyKeys("database.port");
        assertThatThrownBy(() -> WORKER.connectors().register("wrong-source", source))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("400")
                .hasMessageContaining("database.port");
    }

    @Test
    void theWorkerIsTheVersionThatTheConnectorsAreCompiledAgainst() {
        assertThat(WORKER.connectors().version()).isEqualTo(AppInfoParser.getVersion());
    }

    @Test
    void whatATopicHoldsIsReadByPartitionAndOffset() {
        KAFKA.topics().create("bytes", 1, Map.of("cleanup.policy", "compact"));
        KAFKA.topics().produce("bytes", "k".getBytes(StandardCharsets.UTF_8), "v".getBytes(StandardCharsets.UTF_8));
        KAFKA.topics().produce("bytes", "k".getBytes(StandardCharsets.UTF_8), null);

        assertThat(KAFKA.topics().records("bytes"))
                .extracting(record -> record.value())
                .containsExactly("v".getBytes(StandardCharsets.UTF_8), null);
        assertThat(KAFKA.topics().ends("bytes")).containsExactly(Map.entry(new TopicPartition("bytes", 0), 2L));
    }
}
