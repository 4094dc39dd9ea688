// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackpressureTest {

    @Test
    void aBudgetIsExhaustedAtItsLimitAndOpenAgainWhenAQuarterIsFree() {
        ByteBudget budget = new ByteBudget(100);
        budget.take(99);
        assertThat(budget.isExhausted()).isFalse();
        budget.take(51);
        assertThat(budget.isExhausted()).isTrue();
        budget.take(-70);
        assertThat(budget.used()).isEqualTo(80);
        assertThat(budget.isExhausted()).isTrue();
        budget.take(-5);
        assertThat(budget.isExhausted()).isFalse();
    }
}
