// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.ReferencePageAssertions;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class BigQuerySinkReferenceTest {

    @Test
    void theReferencePageSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("reference.write")) {
            BigQuerySinkReference.write();
        }
        ReferencePageAssertions.assertUpToDate(
                BigQuerySinkReference.PAGE, BigQuerySinkReference.page(), BigQuerySinkReference.HOW_TO_WRITE_IT);
    }

    @Test
    void everyProblemIsReportedAtOnceEachAtItsKey() {
        assertThat(wrong(Map.of(
                        "name", "bigquery",
                        "connector.class", "io.outfall.bigquery.BigQuerySinkConnector",
                        "topics", "orders",
                        "table.name", "${nonsense}",
                        "table.mode", "merge",
                        "table.partition.by", "time",
                        "batch.bytes", "many",
                        "bigquery.endpoint", "http://127.0.0.1:9050")))
                .containsExactlyInAnyOrder(
                        "bigquery.project",
                        "bigquery.storage.endpoint",
                        "table.dataset",
                        "table.name",
                        "table.mode",
                        "table.partition.column",
                        "batch.bytes");
    }

    private static Set<String> wrong(Map<String, String> settings) {
        return new BigQuerySinkConnector()
                .validate(settings).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .map(ConfigValue::name)
                        .collect(Collectors.toSet());
    }
}
