// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static io.outfall.config.SectionAssertions.assertThatSection;

import io.outfall.bigquery.UpsertSettings.OnTruncate;
import io.outfall.bigquery.UpsertSettings.Unavailable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpsertSectionTest {

    @Test
    void settingsSayHowAMirrorFollowsItsSource() {
        assertThatSection(new UpsertSection())
                .hasDefaults(Map.of("upsert.unavailable", "reject", "upsert.truncate", "reject"))
                .reads(
                        Map.of("upsert.unavailable", "null", "upsert.truncate", "ignore"),
                        new UpsertSettings(Unavailable.NULL, OnTruncate.IGNORE))
                .refuses(
                        Map.of("upsert.unavailable", "keep", "upsert.truncate", "delete"),
                        "upsert.unavailable must be one of reject, null, not 'keep'",
                        "upsert.truncate must be one of reject, ignore, not 'delete'")
                .mentionsEveryKey();
    }
}
