// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class ReportSectionTest {
    private static final Spec<ReportSettings> SPEC = new Spec<>(new ReportSection());

    @Test
    void nothingIsReportedUnlessThereIsATopic() {
        assertThat(SPEC.parse(Map.of())).isEqualTo(new ReportSettings(null, null, Map.of()));
    }

    @Test
    void theProducerIsToldWhatUsersSayAndNoTextShowsIt() {
        ReportSettings settings = SPEC.parse(Map.of(
                "report.success.topic", "done",
                "report.error.topic", "not-done",
                "report.producer.bootstrap.servers", "kafka:9092",
                "report.producer.sasl.jaas.config", "hidden"));

        assertThat(settings)
                .isEqualTo(new ReportSettings(
                        "done",
                        "not-done",
                        Map.of(
                                "bootstrap.servers", new Password("kafka:9092"),
                                "sasl.jaas.config", new Password("hidden"))));
        assertThat(settings.toString()).doesNotContain("hidden]\"").doesNotContain("kafka:9092");
    }

    @Test
    void aTopicNeedsABrokerAndAName() {
        assertThat(problems(Map.of("report.error.topic", "not-done")))
                .containsExactly("report.error.topic needs report.producer.bootstrap.servers, which is not set");
        assertThat(problems(Map.of("report.success.topic", "a b", "report.producer.bootstrap.servers", "kafka:9092")))
                .containsExactly("report.success.topic must be the name of a topic, not 'a b'");
    }

    private static List<String> problems(Map<String, String> settings) {
        return SPEC.validate(settings).configValues().stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
    }
}
