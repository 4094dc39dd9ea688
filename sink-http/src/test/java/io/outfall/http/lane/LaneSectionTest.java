// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneSectionTest {

    @Test
    void everyKeyIsRead() {
        assertThatSection(new LaneSection())
                .hasDefaults(Map.of("ordering", "partition"))
                .reads(Map.of("ordering", "key"), Ordering.KEY)
                .mentionsEveryKey();
    }
}
