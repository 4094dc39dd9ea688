// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every configuration that a page shows is one that the connector takes. */
class HowToPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "how-to");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private static List<Map<String, String>> configurations(String page) throws IOException {
        return EXAMPLE.matcher(Files.readString(PAGES.resolve(page)))
                .results()
                .map(match -> match.group(1))
                .map(HowToPagesTest::configuration)
                .toList();
    }

    private static Map<String, String> configuration(String example) {
        JsonObject connector = JsonParser.parseString(example).getAsJsonObject();
        Map<String, String> settings = new TreeMap<>();
        for (Map.Entry<String, JsonElement> setting :
                connector.getAsJsonObject("config").entrySet()) {
            settings.put(setting.getKey(), setting.getValue().getAsString());
        }
        settings.put("name", connector.get("name").getAsString());
        return settings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bigquery-append.md", "bigquery-upsert.md"})
    void theConnectorTakesWhatThePageShows(String page) throws IOException {
        assertThat(configurations(page)).hasSizeGreaterThan(1).allSatisfy(settings -> {
            assertThat(new BigQuerySinkConnector().validate(settings).configValues())
                    .allSatisfy(value ->
                            assertThat(value.errorMessages()).as(value.name()).isEmpty());
            assertThat(BigQuerySinkConnector.SPEC.warnings(settings)).isEmpty();
        });
    }
}
