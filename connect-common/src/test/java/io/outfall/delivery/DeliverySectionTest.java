// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliverySectionTest {

    @Test
    void everySettingHasItsDefaultAndItsPlace() {
        assertThatSection(new DeliverySection())
                .hasDefaults(Map.of(
                        "delivery.parallelism", "4",
                        "memory.budget.bytes", "134217728",
                        "delivery.timeout.ms", "0",
                        "retry.backoff.ms", "200",
                        "retry.backoff.max.ms", "30000"))
                .reads(
                        Map.of(
                                "delivery.parallelism", "7",
                                "memory.budget.bytes", "2000000",
                                "delivery.timeout.ms", "60000",
                                "retry.backoff.ms", "10",
                                "retry.backoff.max.ms", "1000"),
                        new DeliverySettings(
                                7,
                                new Retries(Duration.ofMillis(10), Duration.ofSeconds(1), 0.5, Duration.ofMinutes(1)),
                                2_000_000))
                .refuses(
                        Map.of("retry.backoff.ms", "5000", "retry.backoff.max.ms", "4000"),
                        "retry.backoff.max.ms must not be below retry.backoff.ms")
                .mentionsEveryKey();
    }
}
