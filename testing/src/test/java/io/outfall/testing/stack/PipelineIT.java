// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PipelineIT {
    @RegisterExtension
    static final StackExtension STACK = StackExtension.shared(StackLayout.of(
                    WorkerSettings.withPlugins(Plugins.debeziumPostgres()).variable("TABLES", "public.people"))
            .with(StackLayout.Part.POSTGRES));

    @Test
    void aRowInPostgresBecomesAChangeEventInKafka(ConnectStack stack) {
        stack.postgres()
                .execute(
                        "CREATE TABLE people (id int PRIMARY KEY, name text); INSERT INTO people VALUES (1, 'Ana'), (2, 'João')");
        Map<String, String> source = stack.postgres().sourceSettings("shop");
        source.put("table.include.list", "${env:TABLES}");

        stack.connectors().start("people-source", source);
        stack.postgres().execute("UPDATE people SET name = 'Bia' WHERE id = 1");

        assertThat(stack.topics().await("shop.public.people", 3))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .satisfiesExactly(
                        read -> assertThat(read).contains("\"after\":{\"id\":1,\"name\":\"Ana\"}", "\"op\":\"r\""),
                        read -> assertThat(read).contains("\"after\":{\"id\":2,\"name\":\"João\"}", "\"op\":\"r\""),
                        update -> assertThat(update).contains("\"after\":{\"id\":1,\"name\":\"Bia\"}", "\"op\":\"u\""));
    }

    @Test
    void aConnectorThatFailsTellsWhy(ConnectStack stack) {
        Map<String, String> source = stack.postgres().sourceSettings("broken");
        source.put("snapshot.mode", "no_data");
        source.put("publication.autocreate.mode", "disabled");

        stack.connectors().register("broken-source", source);

        assertThat(stack.connectors().awaitFailed("broken-source")).contains("Publication autocreation is disabled");
        assertThatThrownBy(() -> stack.connectors().awaitRunning("broken-source"))
                .hasMessageStartingWith("connector broken-source failed: ");
        stack.connectors().delete("broken-source");
        assertThat(stack.connectors().names()).doesNotContain("broken-source");
    }

    @Test
    void aWrongConfigurationIsRefusedWithTheReason(ConnectStack stack) {
        Map<String, String> source = stack.postgres().sourceSettings("wrong");
        source.put("database.port", "none");

        assertThat(stack.connectors().validate(source)).containsOnlyKeys("database.port");
        assertThatThrownBy(() -> stack.connectors().register("wrong-source", source))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("400")
                .hasMessageContaining("database.port");
    }

    @Test
    void theWorkerIsTheVersionThatTheConnectorsAreCompiledAgainst(ConnectStack stack) {
        assertThat(stack.connectors().version()).isEqualTo(AppInfoParser.getVersion());
    }

    @Test
    void whatATopicHoldsIsReadByPartitionAndOffset(ConnectStack stack) {
        stack.topics().create("bytes", 1, Map.of("cleanup.policy", "compact"));
        stack.topics().produce("bytes", "k".getBytes(StandardCharsets.UTF_8), "v".getBytes(StandardCharsets.UTF_8));
        stack.topics().produce("bytes", "k".getBytes(StandardCharsets.UTF_8), null);

        assertThat(stack.topics().records("bytes"))
                .extracting(record -> record.value())
                .containsExactly("v".getBytes(StandardCharsets.UTF_8), null);
        assertThat(stack.topics().ends("bytes")).containsExactly(Map.entry(new TopicPartition("bytes", 0), 2L));
    }

    @Test
    void aPartThatTheLayoutLacksIsNamed(ConnectStack stack) {
        assertThatThrownBy(stack::s3).hasMessage("the layout has no S3");
    }
}
