// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteSectionTest {

    @Test
    void everySettingHasItsDefaultAndItsPlace() {
        assertThatSection(new WriteSection())
                .hasDefaults(Map.of("write.method", "storage", "write.insert.ids", "true"))
                .refuses(Map.of("write.method", "load"), "write.method must be one of storage, insert-all, not 'load'");
    }
}
