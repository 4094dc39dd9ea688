// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitSectionTest {

    @Test
    void everySettingHasItsDefaultAndItsPlace() {
        assertThatSection(new CommitSection())
                .hasDefaults(Map.of(
                        "delivery.guarantee", "exactly-once",
                        "delivery.topic.check", "true",
                        "manifest.enabled", "false"))
                .reads(
                        Map.of("delivery.guarantee", "available", "delivery.topic.check", "false"),
                        new CommitSettings(Guarantee.AVAILABLE, false, false))
                .reads(Map.of("manifest.enabled", "true"), new CommitSettings(Guarantee.EXACTLY_ONCE, true, true))
                .refuses(
                        Map.of("manifest.enabled", "true", "delivery.guarantee", "at-least-once"),
                        "manifest.enabled needs delivery.guarantee=exactly-once")
                .mentionsEveryKey();
    }
}
