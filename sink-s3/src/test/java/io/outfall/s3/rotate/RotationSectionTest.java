// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.Duration;
import java.time.ZoneId;
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
                        "rotate.idle.ms", "0",
                        "rotate.event.time.span.ms", "0",
                        "rotate.schedule.ms", "0",
                        "rotate.schedule.zone", "UTC",
                        "rotate.on.header", ""))
                .reads(
                        Map.of(
                                "rotate.rows", "1000",
                                "rotate.bytes", "5000000",
                                "rotate.interval.ms", "60000",
                                "rotate.idle.ms", "10000",
                                "rotate.event.time.span.ms", "3600000",
                                "rotate.schedule.ms", "900000",
                                "rotate.schedule.zone", "Europe/Vienna",
                                "rotate.on.header", "day-is-whole"),
                        new RotationPolicy(
                                1000,
                                5_000_000,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(10),
                                Duration.ofHours(1),
                                new Schedule(Duration.ofMinutes(15), ZoneId.of("Europe/Vienna")),
                                "day-is-whole"))
                .refuses(
                        Map.of("rotate.schedule.ms", "999"),
                        "rotate.schedule.ms must be 0, or a whole number from 1000 to 86400000, not '999'")
                .refuses(
                        Map.of("rotate.schedule.zone", "Europe/Wien"),
                        "rotate.schedule.zone must be a time zone, not 'Europe/Wien' (see the list of the IANA time zone"
                                + " database)")
                .refuses(
                        Map.of("rotate.bytes", "0", "rotate.interval.ms", "0"),
                        "rotate.interval.ms must not be off when every other limit is: no file would ever be closed")
                .mentionsEveryKey();
    }
}
