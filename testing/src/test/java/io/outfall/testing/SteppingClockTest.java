// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SteppingClockTest {
    private final SteppingClock clock = SteppingClock.at("2024-02-29T12:00:00Z");

    @Test
    void standsStillUntilToldToMove() {
        Instant first = clock.instant();
        assertThat(clock.instant()).isEqualTo(first).isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
        assertThat(clock.advance(Duration.ofHours(12))).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
        assertThat(clock.millis()).isEqualTo(1_709_251_200_000L);
    }

    @Test
    void aViewInAnotherZoneMovesAlong() {
        Clock elsewhere = clock.withZone(ZoneId.of("America/Sao_Paulo"));
        clock.set(Instant.EPOCH);
        assertThat(elsewhere.instant()).isEqualTo(Instant.EPOCH);
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("America/Sao_Paulo"));
    }
}
