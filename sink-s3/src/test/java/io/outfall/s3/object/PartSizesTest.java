// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizesTest {
    private static final int MAX_PARTS = 10_000;
    private static final long FIVE_TERABYTES = 5_000_000_000_000L;

    @Test
    void thePartsOfUsualFilesAreAlike() {
        PartSizes sizes = new PartSizes(8L << 20);

        assertThat(sizes.of(1)).isEqualTo(8L << 20);
        assertThat(sizes.of(1_000)).isEqualTo(8L << 20);
        assertThat(sizes.of(1_001)).isEqualTo(16L << 20);
        assertThat(sizes.of(3_000)).isEqualTo(32L << 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {PartSizes.MIN, 8L << 20, 100L << 20, PartSizes.MAX})
    void tenThousandPartsOfAllowedSizeHoldTheLargestObject(long base) {
        PartSizes sizes = new PartSizes(base);
        long[] parts = IntStream.rangeClosed(1, MAX_PARTS).mapToLong(sizes::of).toArray();

        assertThat(parts[MAX_PARTS - 1]).isLessThanOrEqualTo(PartSizes.MAX);
        assertThat(LongStream.of(parts).sum()).isGreaterThanOrEqualTo(FIVE_TERABYTES);
    }
}
