// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.ReferencePageAssertions;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class S3SinkReferenceTest {

    @Test
    void theReferencePageSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("reference.write")) {
            S3SinkReference.write();
        }
        ReferencePageAssertions.assertUpToDate(
                S3SinkReference.PAGE, S3SinkReference.page(), S3SinkReference.HOW_TO_WRITE_IT);
    }

    @Test
    void everyProblemIsReportedAtOnceEachAtItsKey() {
        Config checked = new S3SinkConnector()
                .validate(Map.of(
                        "name", "s3",
                        "connector.class", "io.outfall.s3.S3SinkConnector",
                        "topics", "orders",
                        "rotate.rows", "many",
                        "rotate.rowz", "5",
                        "retry.backoff.max.ms", "1",
                        "path.template", "${nonsense}"));
        List<String> wrong = checked.configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(ConfigValue::name)
                .toList();
        assertThat(new HashSet<>(wrong))
                .contains("s3.bucket", "rotate.rows", "rotate.rowz", "retry.backoff.max.ms", "path.template");
    }
}
