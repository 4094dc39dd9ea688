// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteSectionTest {

    @Test
    void everySettingHasItsDefaultAndItsPlace() {
        assertThatSection(new WriteSection())
                .hasDefaults(Map.of(
                        "write.method", "storage",
                        "write.insert.ids", "true",
                        "delivery.guarantee", "exactly-once",
                        "delivery.topic.check", "true",
                        "delivery.topic.since", "none"))
                .reads(
                        Map.of("delivery.guarantee", "at-least-once", "delivery.topic.check", "false"),
                        new WriteSettings(WriteMethod.STORAGE, true, Guarantee.AT_LEAST_ONCE, false, Optional.empty()))
                .reads(
                        Map.of("delivery.topic.since", "2026-03-01T00:00:00Z"),
                        new WriteSettings(
                                WriteMethod.STORAGE,
                                true,
                                Guarantee.EXACTLY_ONCE,
                                true,
                                Optional.of(Instant.parse("2026-03-01T00:00:00Z"))))
                .refuses(Map.of("write.method", "load"), "write.method must be one of storage, insert-all, not 'load'")
                .reads(
                        Map.of(
                                "write.method", "insert-all",
                                "write.insert.ids", "false",
                                "delivery.guarantee", "at-least-once"),
                        new WriteSettings(
                                WriteMethod.INSERT_ALL, false, Guarantee.AT_LEAST_ONCE, true, Optional.empty()))
                .refuses(
                        Map.of("write.method", "insert-all"),
                        "write.method insert-all needs delivery.guarantee=at-least-once")
                .refuses(
                        Map.of("delivery.topic.since", "2026-03-01T00:00:00Z", "delivery.topic.check", "false"),
                        "delivery.topic.since needs delivery.topic.check=true")
                .mentionsEveryKey();
    }
}
