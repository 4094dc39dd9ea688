// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpdateRateTest {
    private final UpdateRate rate = new UpdateRate();

    @Test
    void fourUpdatesLeaveRoomForOneMore() {
        rate.count(4, 1_000);

        assertThat(rate.nextMs()).isZero();
    }

    @Test
    void afterFiveTheNextWaitsUntilTheFirstIsTenSecondsOld() {
        rate.count(1, 1_000);
        rate.count(3, 2_000);
        rate.count(1, 9_000);

        assertThat(rate.nextMs()).isEqualTo(11_000);
    }

    @Test
    void eachUpdateMakesAnOlderOneForgotten() {
        rate.count(5, 1_000);
        rate.count(1, 11_000);

        assertThat(rate.nextMs()).isEqualTo(11_000);
        rate.count(4, 12_000);
        assertThat(rate.nextMs()).isEqualTo(21_000);
    }
}
