// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RotationPolicyTest {
    private static final Duration OFF = Duration.ZERO;

    private static FileAge file(long rows, long bytes, long firstRowMs, long lastRowMs) {
        return new FileAge(rows, bytes, firstRowMs, lastRowMs);
    }

    @Test
    void aFileIsFullAtItsLimitOfRowsOrOfBytes() {
        RotationPolicy policy = new RotationPolicy(100, 5000, OFF, OFF);
        assertThat(policy.full(file(99, 4999, 0, 0))).isEmpty();
        assertThat(policy.full(file(100, 1, 0, 0))).contains(RotationReason.ROWS);
        assertThat(policy.full(file(1, 5000, 0, 0))).contains(RotationReason.BYTES);
    }

    @Test
    void aFileIsDueWhenItsFirstRowHasWaitedLongEnoughHoweverManyCameSince() {
        RotationPolicy policy = new RotationPolicy(0, 0, Duration.ofSeconds(60), OFF);
        FileAge file = file(5, 10, 1_000, 60_900);
        assertThat(policy.due(file, 60_999)).isEmpty();
        assertThat(policy.due(file, 61_000)).contains(RotationReason.INTERVAL);
        assertThat(policy.dueAtMs(file)).isEqualTo(61_000);
    }

    @Test
    void aFileIsDueWhenNoRowCameForLongEnough() {
        RotationPolicy policy = new RotationPolicy(0, 0, Duration.ofHours(1), Duration.ofSeconds(10));
        FileAge file = file(5, 10, 0, 20_000);
        assertThat(policy.due(file, 29_999)).isEmpty();
        assertThat(policy.due(file, 30_000)).contains(RotationReason.IDLE);
        assertThat(policy.dueAtMs(file)).isEqualTo(30_000);
    }

    @Test
    void limitsThatAreOffNeverCloseAFile() {
        RotationPolicy policy = new RotationPolicy(0, 0, OFF, OFF);
        FileAge file = file(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);
        assertThat(policy.full(file)).isEmpty();
        assertThat(policy.due(file, Long.MAX_VALUE - 1)).isEmpty();
        assertThat(policy.dueAtMs(file)).isEqualTo(Long.MAX_VALUE);
    }
}
