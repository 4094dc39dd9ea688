// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.Test;

class RotationPolicyTest {
    private static final Duration OFF = Duration.ZERO;

    private static FileAge file(long rows, long bytes, long firstRowMs, long lastRowMs) {
        return new FileAge(rows, bytes, firstRowMs, lastRowMs, Long.MAX_VALUE, 0, 0);
    }

    @Test
    void aFileIsFullAtItsLimitOfRowsOrOfBytes() {
        RotationPolicy policy = new RotationPolicy(100, 5000, OFF, OFF, OFF, Schedule.OFF, "");
        assertThat(policy.full(file(99, 4999, 0, 0))).isEmpty();
        assertThat(policy.full(file(100, 1, 0, 0))).contains(RotationReason.ROWS);
        assertThat(policy.full(file(1, 5000, 0, 0))).contains(RotationReason.BYTES);
    }

    @Test
    void aFileIsDueWhenItsFirstRowHasWaitedLongEnoughHoweverManyCameSince() {
        RotationPolicy policy = new RotationPolicy(0, 0, Duration.ofSeconds(60), OFF, OFF, Schedule.OFF, "");
        FileAge file = file(5, 10, 1_000, 60_900);
        assertThat(policy.due(file, 60_999)).isEmpty();
        assertThat(policy.due(file, 61_000)).contains(RotationReason.INTERVAL);
        assertThat(policy.dueAtMs(file)).isEqualTo(61_000);
    }

    @Test
    void aFileIsDueWhenNoRowCameForLongEnough() {
        RotationPolicy policy =
                new RotationPolicy(0, 0, Duration.ofHours(1), Duration.ofSeconds(10), OFF, Schedule.OFF, "");
        FileAge file = file(5, 10, 0, 20_000);
        assertThat(policy.due(file, 29_999)).isEmpty();
        assertThat(policy.due(file, 30_000)).contains(RotationReason.IDLE);
        assertThat(policy.dueAtMs(file)).isEqualTo(30_000);
    }

    @Test
    void limitsThatAreOffNeverCloseAFile() {
        RotationPolicy policy = new RotationPolicy(0, 0, OFF, OFF, OFF, Schedule.OFF, "");
        FileAge file = file(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);
        assertThat(policy.full(file)).isEmpty();
        assertThat(policy.due(file, Long.MAX_VALUE - 1)).isEmpty();
        assertThat(policy.dueAtMs(file)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFileIsFullWhenItsChangesWereMadeFarEnoughApartInWhateverOrderTheyCame() {
        RotationPolicy policy = new RotationPolicy(0, 0, OFF, OFF, Duration.ofMinutes(10), Schedule.OFF, "");
        assertThat(policy.full(new FileAge(5, 10, 0, 0, Long.MAX_VALUE, 1_000, 600_999)))
                .isEmpty();
        assertThat(policy.full(new FileAge(5, 10, 0, 0, Long.MAX_VALUE, 1_000, 601_000)))
                .contains(RotationReason.SPAN);
    }

    @Test
    void aFileIsDueAtItsTimeOfTheScheduleWhateverElseHolds() {
        RotationPolicy policy = new RotationPolicy(0, 0, Duration.ofHours(2), OFF, OFF, Schedule.OFF, "");
        FileAge file = new FileAge(5, 10, 1_000, 2_000, 3_600_000, 0, 0);
        assertThat(policy.over(file, 3_599_999)).isEmpty();
        assertThat(policy.due(file, 3_599_999)).isEmpty();
        assertThat(policy.over(file, 3_600_000)).contains(RotationReason.SCHEDULE);
        assertThat(policy.due(file, 3_600_000)).contains(RotationReason.SCHEDULE);
        assertThat(policy.dueAtMs(file)).isEqualTo(3_600_000);
    }

    @Test
    void aRowGoesIntoAFileThatIsOnlyIdle() {
        RotationPolicy policy =
                new RotationPolicy(0, 0, Duration.ofMillis(1), Duration.ofMillis(1), OFF, Schedule.OFF, "");
        assertThat(policy.over(file(1, 1, 0, 0), 1_000)).isEmpty();
    }

    @Test
    void aRecordWithTheHeaderAsksForTheEndOfFilesWhateverTheHeaderSays() {
        RotationPolicy policy = new RotationPolicy(0, 0, OFF, OFF, OFF, Schedule.OFF, "day-is-whole");
        assertThat(policy.asks(new ConnectHeaders().addString("trace", "a1"))).isFalse();
        assertThat(policy.asks(new ConnectHeaders().addString("day-is-whole", "")))
                .isTrue();
        RotationPolicy off = new RotationPolicy(0, 0, OFF, OFF, OFF, Schedule.OFF, "");
        assertThat(off.asks(new ConnectHeaders().addString("", ""))).isFalse();
    }
}
