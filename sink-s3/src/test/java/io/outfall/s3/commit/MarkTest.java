// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MarkTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 3);

    @Test
    void itIsFoundInTheNameOfAFile() {
        Mark mark = Mark.of("lake", ORDERS, 1_763_712_000_123L);

        assertThat(mark.toString()).matches("[0-9a-v]{10}-[0-9a-z]{8}");
        assertThat(Mark.in("bronze/orders+3+00042." + mark + ".parquet")).contains(mark);
        assertThat(Mark.in("bronze/aaaaaaaaaa-1.x/orders+3+00042." + mark + ".jsonl.zst"))
                .contains(mark);
    }

    @Test
    void namesOfOthersHaveNone() {
        for (String key : new String[] {"orders.parquet", "a/b-c.d", "orders+3+00042.5f0c41e7.parquet", ""}) {
            assertThat(Mark.in(key)).isEmpty();
        }
    }

    @Test
    void itsCodeIsThatOfOneConnectorsPartitionInEveryEpoch() {
        assertThat(Mark.of("lake", ORDERS, 1).code())
                .isEqualTo(Mark.of("lake", ORDERS, 2).code());
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            codes.add(Mark.of("lake", new TopicPartition("orders", i), 1).code());
            codes.add(Mark.of("lake " + i, ORDERS, 1).code());
        }
        assertThat(codes).hasSize(20_000);
    }
}
