// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkersIT {
    private static final WorkerSettings SETTINGS = WorkerSettings.withPlugins(Plugins.debeziumPostgres());

    @RegisterExtension
    static final StackExtension STACK =
            StackExtension.ofClass(StackLayout.of(SETTINGS).with(StackLayout.Part.POSTGRES));

    @Test
    void theOldestSupportedWorkerStartsAndFindsPlugins(ConnectStack stack) {
        try (ConnectWorker oldest = ConnectWorker.start(
                stack.kafka().bootstrapServers(),
                SETTINGS.version(WorkerVersion.OLDEST_SUPPORTED).group("oldest"))) {
            assertThat(oldest.connectors().version()).startsWith("3.6.");
            assertThat(oldest.connectors().plugins())
                    .contains(
                            "io.debezium.connector.postgresql.PostgresConnector",
                            "org.apache.kafka.connect.json.JsonConverter");
        }
    }

    @Test
    void aWorkerOfTheSameGroupTakesOverWhatAKilledOneRan(ConnectStack stack) {
        stack.postgres().execute("CREATE TABLE kept (id int PRIMARY KEY)");
        Map<String, String> source = stack.postgres().sourceSettings("kept");
        source.put("table.include.list", "public.kept");
        stack.connectors().start("kept-source", source);
        try (ConnectWorker other = ConnectWorker.start(stack.kafka().bootstrapServers(), SETTINGS)) {
            stack.worker().kill();
            assertThat(stack.worker().isAlive()).isFalse();

            String survivor = other.url().getAuthority();
            other.connectors()
                    .awaitStatus(
                            "kept-source",
                            status -> status.isRunning()
                                    && List.of(
                                                    status.connector().worker(),
                                                    status.tasks().get(0).worker())
                                            .equals(List.of(survivor, survivor)));
        } finally {
            stack.worker().restart();
        }
        stack.connectors().awaitRunning("kept-source");
    }

    @Test
    void aBrokerKeepsItsTopicsOverACrash(ConnectStack stack) {
        stack.topics().create("kept-topic", 3);
        stack.kafka().kill();
        stack.kafka().restart();
        assertThat(stack.topics().ends("kept-topic")).hasSize(3);
    }
}
