// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationSectionTest {

    @Test
    void everySettingHasItsDefaultAndItsPlace() {
        assertThatSection(new RotationSection())
                .hasDefaults(Map.of(
                        "rotate.rows", "0",
                        "rotate.bytes", "268435456",
                        "rotate.interval.ms", "600000",
                        "rotate.idle.ms", "0"))
                .reads(
                        Map.of(
                                "rotate.rows", "1000",
                                "rotate.bytes", "5000000",
                                "rotate.interval.ms", "60000",
                                "rotate.idle.ms", "10000"),
                        new RotationPolicy(1000, 5_000_000, Duration.ofMinutes(1), Duration.ofSeconds(10)))
                .refuses(
                        Map.of("rotate.bytes", "0", "rotate.interval.ms", "0"),
                        "rotate.interval.ms must not be off when every other limit is: no file would ever be closed")
                .mentionsEveryKey();
    }
}
