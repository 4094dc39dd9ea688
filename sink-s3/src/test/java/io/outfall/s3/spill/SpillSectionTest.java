// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpillSectionTest {

    @Test
    void a_task_spills_into_the_directory_for_temporary_files_unless_told_otherwise() {
        assertThatSection(new SpillSection())
                .hasDefaults(Map.of("memory.spill", "true", "memory.spill.directory", "none"))
                .reads(Map.of("memory.spill", "false"), new SpillSettings(false, Optional.empty()))
                .reads(
                        Map.of("memory.spill.directory", "/var/spill"),
                        new SpillSettings(true, Optional.of(Path.of("/var/spill"))))
                .refuses(
                        Map.of("memory.spill.directory", "spill"),
                        "memory.spill.directory must be an absolute path, not 'spill'")
                .mentionsEveryKey();
    }
}
