// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.config.StoreSink.Retry;
import io.outfall.config.StoreSink.RetrySection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A test of a section … */
class SectionAssertionsTest {

    private final Retry patient = new Retry(Duration.ofMillis(2), Duration.ofMillis(3), 4096);
    private final Map<String, String> settings =
            Map.of("retry.first.ms", "2", "retry.longest.ms", "3", "retry.buffer.bytes", "4096");

    @Test
    void passesWhenItNamesEveryKeysDefaultAndEffect() {
        assertThatSection(new RetrySection())
                .hasDefaults(
                        Map.of("retry.first.ms", "100", "retry.longest.ms", "30000", "retry.buffer.bytes", "1048576"))
                .reads(settings, patient)
                .mentionsEveryKey();
    }

    @Test
    void failsWhenADefaultIsNotNamed() {
        assertThatThrownBy(() -> assertThatSection(new RetrySection())
                        .hasDefaults(Map.of("retry.first.ms", "100", "retry.longest.ms", "30000")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("retry.buffer.bytes");
    }

    @Test
    void failsWhenNoExampleSetsAKey() {
        assertThatThrownBy(() -> assertThatSection(new RetrySection())
                        .reads(
                                Map.of("retry.first.ms", "2"),
                                new Retry(Duration.ofMillis(2), Duration.ofSeconds(30), 1 << 20))
                        .mentionsEveryKey())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("retry.buffer.bytes", "retry.longest.ms");
    }

    @Test
    void failsWhenASettingChangesNothing() {
        assertThatThrownBy(() -> assertThatSection(new RetrySection())
                        .reads(
                                Map.of("retry.first.ms", "100"),
                                new Retry(Duration.ofMillis(100), Duration.ofSeconds(30), 1 << 20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Retry read without retry.first.ms");
    }
}
