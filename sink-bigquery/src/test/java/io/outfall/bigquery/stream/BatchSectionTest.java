// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchSectionTest {

    @Test
    void settingsSayWhenRowsAreSent() {
        assertThatSection(new BatchSection())
                .hasDefaults(Map.of("batch.bytes", "1048576", "batch.rows", "10000", "batch.linger.ms", "200"))
                .reads(
                        Map.of("batch.bytes", "5000", "batch.rows", "100", "batch.linger.ms", "1000"),
                        new BatchSettings(5_000, 100, Duration.ofSeconds(1)))
                .refuses(
                        Map.of("batch.bytes", "10485761", "batch.rows", "50001", "batch.linger.ms", "-1"),
                        "batch.bytes must be a whole number from 1 to 10485760, not '10485761'",
                        "batch.rows must be a whole number from 1 to 50000, not '50001'",
                        "batch.linger.ms must be a whole number from 0 to 3600000, not '-1'")
                .mentionsEveryKey();
    }
}
