// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.ReferencePageAssertions;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class HttpSinkReferenceTest {

    @Test
    void theReferencePageSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("reference.write")) {
            HttpSinkReference.write();
        }
        ReferencePageAssertions.assertUpToDate(
                HttpSinkReference.PAGE, HttpSinkReference.page(), HttpSinkReference.HOW_TO_WRITE_IT);
    }

    @Test
    void everyProblemIsReportedAtOnceEachAtItsKey() {
        assertThat(wrong(Map.of(
                        "name", "http",
                        "topics", "orders",
                        "body.template", "{\"a\": ${row.a}}",
                        "delete.url", "orders/${key.id}",
                        "batch.format", "xml",
                        "ordering", "key",
                        "truncate.action", "send",
                        "response.retry", "200,503",
                        "http.auth.type", "basic")))
                .containsExactlyInAnyOrder(
                        "http.url",
                        "body.template",
                        "delete.url",
                        "batch.format",
                        "ordering",
                        "response.retry",
                        "http.auth.user",
                        "http.auth.password");
    }

    @Test
    void aPresetIsEnoughOfAConfiguration() {
        assertThat(wrong(Map.of(
                        "name", "carol",
                        "connector.class", "io.outfall.http.HttpSinkConnector",
                        "topics", "orders",
                        "http.preset", "totvs-carol",
                        "carol.organization", "acme",
                        "carol.connector.id", "4711",
                        "http.auth.header.X-Auth-Key", "secret")))
                .isEmpty();
        assertThat(wrong(Map.of(
                        "name", "carol",
                        "connector.class", "io.outfall.http.HttpSinkConnector",
                        "topics", "orders",
                        "http.preset", "totvs-carol",
                        "carol.organization", "acme",
                        "carol.connector.id", "4711",
                        "http.auth.type", "oauth2",
                        "http.oauth2.user", "bob",
                        "http.oauth2.password", "secret")))
                .isEmpty();
    }

    private static Set<String> wrong(Map<String, String> settings) {
        return new HttpSinkConnector()
                .validate(settings).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .map(ConfigValue::name)
                        .collect(Collectors.toSet());
    }
}
