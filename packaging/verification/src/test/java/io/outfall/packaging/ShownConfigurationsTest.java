// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outfall.bigquery.BigQuerySinkConnector;
import io.outfall.http.HttpSinkConnector;
import io.outfall.s3.S3SinkConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every whole configuration that the overview and the pages on HTTP show is one that its connector takes. */
class ShownConfigurationsTest {
    private static final Path PROJECT = Path.of("..", "..");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Map<String, SinkConnector> CONNECTORS = Map.of(
            S3SinkConnector.class.getName(), new S3SinkConnector(),
            BigQuerySinkConnector.class.getName(), new BigQuerySinkConnector(),
            HttpSinkConnector.class.getName(), new HttpSinkConnector());

    @ParameterizedTest
    @CsvSource({"README.md, 3", "docs/how-to/http-api.md, 1", "docs/how-to/http-carol.md, 1"})
    void a_connector_takes_what_the_page_shows(String page, int shown) throws IOException {
        assertThat(configurations(page)).hasSize(shown).allSatisfy(configuration -> {
            SinkConnector connector = Objects.requireNonNull(CONNECTORS.get(configuration.get("connector.class")));

            assertThat(connector.validate(configuration).configValues())
                    .allSatisfy(value ->
                            assertThat(value.errorMessages()).as(value.name()).isEmpty());
        });
    }

    private static List<Map<String, String>> configurations(String page) throws IOException {
        List<Map<String, String>> configurations = new ArrayList<>();
        for (MatchResult match : EXAMPLE.matcher(Files.readString(PROJECT.resolve(page)))
                .results()
                .toList()) {
            JsonNode example = new ObjectMapper().readTree(match.group(1));
            if (example.has("connector.class")) {
                Map<String, String> configuration = new HashMap<>(Map.of("name", "shown"));
                example.fields()
                        .forEachRemaining(setting -> configuration.put(
                                setting.getKey(), setting.getValue().asText()));
                configurations.add(configuration);
            }
        }
        return configurations;
    }
}
