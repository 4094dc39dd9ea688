// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import static io.outfall.config.SectionAssertions.assertThatSection;

import io.outfall.http.request.BatchSettings.Repeats;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchSectionTest {

    @Test
    void everyKeyIsRead() {
        assertThatSection(new BatchSection())
                .hasDefaults(Map.of(
                        "batch.format", "single",
                        "batch.rows", "500",
                        "batch.bytes", "5242880",
                        "batch.linger.ms", "200",
                        "batch.compact", "false",
                        "http.compression", "none",
                        "batch.prefix", "",
                        "batch.separator", "",
                        "batch.suffix", ""))
                .reads(
                        Map.of(
                                "batch.format", "custom",
                                "batch.rows", "10",
                                "batch.bytes", "1000",
                                "batch.linger.ms", "5",
                                "batch.compact", "true",
                                "http.compression", "zstd",
                                "batch.prefix", "<rows>",
                                "batch.separator", "\\n",
                                "batch.suffix", "</rows>"),
                        new BatchSettings(
                                new Framing("<rows>", "\n", "</rows>"),
                                10,
                                1000,
                                Duration.ofMillis(5),
                                Repeats.LAST,
                                Compression.ZSTD))
                .reads(
                        Map.of("batch.format", "array"),
                        new BatchSettings(
                                new Framing("[", ",", "]"),
                                500,
                                5242880,
                                Duration.ofMillis(200),
                                Repeats.TOGETHER,
                                Compression.NONE))
                .refuses(Map.of("batch.prefix", "["), "batch.prefix is for batch.format=custom")
                .mentionsEveryKey();
    }
}
