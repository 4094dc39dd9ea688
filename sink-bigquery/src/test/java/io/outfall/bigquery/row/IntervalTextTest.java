// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.bigquery.schema.Nanoseconds;
import io.outfall.type.TimeUnit;
import io.outfall.type.UnfitValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTextTest {
    private static String text(String iso) {
        return IntervalText.ofIso(iso, Nanoseconds.CUT).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "P1Y2M3DT4H5M6.000007S, 1-2 3 4:5:6.000007",
        "P0Y0M0DT0H0M0.0S,      0-0 0 0:0:0",
        "P0Y-1M3DT-4H0M-6.5S,   -0-1 3 -4:0:6.500000",
        "P-1Y2M,                -0-10 0 0:0:0",
        "-P1DT1S,               0-0 -1 -0:0:1",
        "P2W,                   0-0 14 0:0:0",
        "PT100H-1M,             0-0 0 99:59:0",
        "PT0.1234567S,          0-0 0 0:0:0.123456",
        "PT-0.0000001S,         0-0 0 0:0:0",
        "PT1.S,                 0-0 0 0:0:1",
        "P10000Y,               10000-0 0 0:0:0",
        "P-3660000D,            0-0 -3660000 0:0:0",
        "PT87840000H,           0-0 0 87840000:0:0"
    })
    void monthsDaysAndTheTimeHaveASignEach(String iso, String text) {
        assertThat(text(iso)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "P1DT", "1D", "P1", "P1S", "PT1Y", "P1D1Y", "P1.5D", "P1Y garbage"})
    void whatIsNoIntervalIsRefused(String iso) {
        assertThatThrownBy(() -> text(iso))
                .isInstanceOf(UnfitValueException.class)
                .hasMessage("the text is no interval of ISO 8601");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P10000Y1M",
                "P3660001D",
                "PT87840000H0.000001S",
                "P999999999999999999Y",
                "PT999999999999999999S",
                "P999999999999999999W"
            })
    void whatIsLongerThanBigQueryHoldsIsRefused(String iso) {
        assertThatThrownBy(() -> text(iso))
                .isInstanceOf(UnfitValueException.class)
                .hasMessage("the interval is longer than BigQuery's 10000 years");
    }

    @Test
    void aDurationIsATimeAlone() {
        assertThat(IntervalText.of(-90_061_000_001L, TimeUnit.MICROS, Nanoseconds.FAIL))
                .hasToString("0-0 0 -25:1:1.000001");
        assertThat(IntervalText.of(1_999L, TimeUnit.NANOS, Nanoseconds.CUT)).hasToString("0-0 0 0:0:0.000001");
        assertThatThrownBy(() -> IntervalText.of(Long.MIN_VALUE, TimeUnit.MILLIS, Nanoseconds.CUT))
                .hasMessage("the interval is longer than BigQuery's 10000 years");
    }
}
