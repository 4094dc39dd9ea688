// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user is told before a connector starts. */
class BigQuerySinkValidationTest {

    /** Every message for these settings and those that a connector needs. */
    private static List<String> problems(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "name", "bigquery",
                "connector.class", "io.outfall.bigquery.BigQuerySinkConnector",
                "topics", "orders",
                "bigquery.project", "outfall-shop",
                "table.dataset", "shop"));
        all.putAll(settings);
        return new BigQuerySinkConnector()
                .validate(all).configValues().stream()
                        .flatMap(value -> value.errorMessages().stream())
                        .toList();
    }

    @Test
    void fewSettingsAreEnough() {
        assertThat(problems(Map.of())).isEmpty();
    }

    @Test
    void aMirrorNeedsAKey() {
        assertThat(problems(Map.of("table.mode", "upsert", "key.source", "none")))
                .containsExactly("key.source is none, and table.mode or table.mode.topics asks for mirrors, which find "
                        + "rows by key");
        assertThat(problems(Map.of("table.mode.topics", "orders:upsert", "key.source", "none")))
                .hasSize(1);
        assertThat(problems(Map.of("table.mode", "append", "key.source", "none")))
                .isEmpty();
        assertThat(problems(Map.of("table.mode", "upsert", "key.source", "fields", "key.fields", "id")))
                .isEmpty();
    }

    @Test
    void aMirrorMissesNothingThatIsLeftInATopic() {
        assertThat(problems(Map.of("table.mode", "upsert", "consumer.override.auto.offset.reset", "latest")))
                .containsExactly("table.mode or table.mode.topics asks for mirrors, for which "
                        + "consumer.override.auto.offset.reset must be earliest, not latest");
        assertThat(problems(Map.of("consumer.override.auto.offset.reset", "latest")))
                .isEmpty();
    }

    @Test
    void aMistypedNameIsNoSilentDefault() {
        assertThat(problems(Map.of("table.modes", "upsert")))
                .singleElement()
                .asString()
                .contains("table.modes", "table.mode");
    }
}
