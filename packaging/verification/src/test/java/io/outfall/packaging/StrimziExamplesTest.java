// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.outfall.bigquery.BigQuerySinkConnector;
import io.outfall.http.HttpSinkConnector;
import io.outfall.s3.S3SinkConnector;
import io.strimzi.api.kafka.model.common.metrics.JmxPrometheusExporterMetrics;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connect.build.Artifact;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resources in {@code examples/strimzi}, read by Strimzi's own model. */
class StrimziExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "strimzi");

    private final StrimziYaml yaml = new StrimziYaml();

    @Test
    void the_connect_cluster_has_the_fields_of_v1_and_no_other() throws IOException {
        KafkaConnect connect = yaml.read(EXAMPLES.resolve("kafka-connect.yaml"), KafkaConnect.class);

        assertThat(StrimziYaml.deprecatedFields(connect)).isEmpty();
        assertThat(connect.getSpec())
                .as("what v1 wants and v1beta2 did not")
                .extracting("groupId", "configStorageTopic", "offsetStorageTopic", "statusStorageTopic", "replicas")
                .doesNotContainNull();
    }

    @Test
    void all_resources_of_Strimzi_are_of_the_version_that_will_stay() throws IOException {
        for (String file : List.of(
                "kafka-connect.yaml",
                "source-business.yaml",
                "sink-business.yaml",
                "warehouse-business.yaml",
                "sink-carol.yaml")) {
            assertThat(yaml.documents(EXAMPLES.resolve(file)))
                    .as(file)
                    .extracting(document -> document.path("apiVersion").asText())
                    .containsExactly("kafka.strimzi.io/v1");
        }
    }

    @Test
    void the_connect_cluster_builds_its_image_from_Debezium_and_the_sinks() throws IOException {
        KafkaConnect connect = yaml.read(EXAMPLES.resolve("kafka-connect.yaml"), KafkaConnect.class);

        assertThat(connect.getSpec().getBuild().getPlugins())
                .flatExtracting("artifacts")
                .extracting(artifact -> ((Artifact) artifact).getType())
                .containsExactly("tgz", "zip", "zip", "zip");
        assertThat(connect.getMetadata().getAnnotations()).containsEntry("strimzi.io/use-connector-resources", "true");
    }

    @Test
    void the_connectors_have_the_fields_of_v1_and_no_other_and_name_the_cluster() throws IOException {
        for (String file :
                List.of("source-business.yaml", "sink-business.yaml", "warehouse-business.yaml", "sink-carol.yaml")) {
            KafkaConnector connector = yaml.read(EXAMPLES.resolve(file), KafkaConnector.class);

            assertThat(StrimziYaml.deprecatedFields(connector)).as(file).isEmpty();
            assertThat(connector.getMetadata().getLabels()).as(file).containsEntry("strimzi.io/cluster", "lake");
        }
    }

    @Test
    void the_metrics_rules_are_where_the_connect_cluster_looks_for_them() throws IOException {
        KafkaConnect connect = yaml.read(EXAMPLES.resolve("kafka-connect.yaml"), KafkaConnect.class);
        ConfigMapKeySelector wanted = ((JmxPrometheusExporterMetrics)
                        connect.getSpec().getMetricsConfig())
                .getValueFrom()
                .getConfigMapKeyRef();

        JsonNode metrics = yaml.documents(EXAMPLES.resolve("metrics.yaml")).get(0);

        assertThat(metrics.at("/metadata/name").asText()).isEqualTo(wanted.getName());
        assertThat(metrics.at("/data").has(wanted.getKey())).isTrue();
    }

    @Test
    void the_workers_may_read_the_secrets_that_the_connectors_name() throws IOException {
        List<JsonNode> documents = yaml.documents(EXAMPLES.resolve("secrets.yaml"));
        JsonNode role = documents.stream()
                .filter(document -> document.path("kind").asText().equals("Role"))
                .findFirst()
                .orElseThrow();

        assertThat(role.at("/rules/0/resourceNames").toString())
                .isEqualTo("[\"business-database\",\"business-bucket\",\"business-warehouse\",\"business-carol\"]");
    }

    @Test
    void the_sinks_find_nothing_wrong_with_their_configurations() throws IOException {
        assertNothingWrong("sink-business.yaml", new S3SinkConnector());
        assertNothingWrong("warehouse-business.yaml", new BigQuerySinkConnector());
        assertNothingWrong("sink-carol.yaml", new HttpSinkConnector());
    }

    private void assertNothingWrong(String file, SinkConnector sink) throws IOException {
        KafkaConnector connector = yaml.read(EXAMPLES.resolve(file), KafkaConnector.class);
        assertThat(connector.getSpec().getClassName()).isEqualTo(sink.getClass().getName());

        Map<String, String> configuration = asTheWorkerHandsItOver(connector);

        assertThat(sink.validate(configuration).configValues())
                .allSatisfy(value ->
                        assertThat(value.errorMessages()).as(value.name()).isEmpty());
    }

    @Test
    void the_sink_would_name_a_misspelt_setting() throws IOException {
        KafkaConnector connector = yaml.read(EXAMPLES.resolve("sink-business.yaml"), KafkaConnector.class);
        Map<String, String> configuration = asTheWorkerHandsItOver(connector);
        configuration.put("rotate.row", "1000");

        assertThat(new S3SinkConnector().validate(configuration).configValues())
                .flatExtracting(ConfigValue::errorMessages)
                .singleElement()
                .asString()
                .contains("rotate.row", "rotate.rows");
    }

    @Test
    void a_misspelt_field_would_be_noticed(@TempDir Path folder) throws IOException {
        Path misspelt = Files.writeString(
                folder.resolve("kafka-connect.yaml"),
                Files.readString(EXAMPLES.resolve("kafka-connect.yaml")).replace("pushSecret:", "pushSecrets:"));

        assertThatThrownBy(() -> yaml.read(misspelt, KafkaConnect.class)).hasMessageContaining("pushSecrets");
    }

    /** Strimzi adds name, class and number of tasks; the worker puts the secrets in. */
    private static Map<String, String> asTheWorkerHandsItOver(KafkaConnector connector) {
        Map<String, String> configuration = new HashMap<>();
        connector.getSpec().getConfig().forEach((key, value) -> configuration.put(key, String.valueOf(value)));
        configuration.replaceAll((key, value) -> value.startsWith("${secrets:") ? secret(value) : value);
        configuration.put("name", connector.getMetadata().getName());
        configuration.put("connector.class", connector.getSpec().getClassName());
        configuration.put("tasks.max", String.valueOf(connector.getSpec().getTasksMax()));
        return configuration;
    }

    private static String secret(String reference) {
        try {
            return reference.endsWith(":key.json}") ? TokenServer.keyAskingAt("http://127.0.0.1/token") : "secret";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
