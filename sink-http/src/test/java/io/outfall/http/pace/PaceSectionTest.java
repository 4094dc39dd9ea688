// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.pace;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceSectionTest {

    @Test
    void everyKeyIsRead() {
        assertThatSection(new PaceSection())
                .hasDefaults(Map.of(
                        "rate.requests.per.second", "0",
                        "breaker.failures.percent", "50",
                        "breaker.requests", "20",
                        "breaker.pause.ms", "10000"))
                .reads(
                        Map.of(
                                "rate.requests.per.second", "7",
                                "breaker.failures.percent", "80",
                                "breaker.requests", "5",
                                "breaker.pause.ms", "100"),
                        new PaceSettings(7, 80, 5, Duration.ofMillis(100)))
                .mentionsEveryKey();
    }
}
