// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import static io.outfall.config.StoreSink.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePageTest {

    @Test
    void hasATablePerSection() {
        assertThat(new ReferencePage("Store sink", "Writes to a store.", SPEC).markdown())
                .isEqualTo("""
                        # Store sink

                        Writes to a store.

                        ## Store

                        Where files go.

                        | Setting | Type | Default | Valid values | Importance |
                        |---|---|---|---|---|
                        | `store.bucket`<br>The bucket. | string | required | text | high |
                        | `store.secret`<br>The key of the door. | password | none | at least 8 characters | medium |
                        | `store.codec`<br>How files are packed. | string | `zstd-fast` | one of none, gzip, zstd-fast | medium |
                        | `store.columns`<br>Columns to keep. | list | `id` | a list, each text | low |

                        ## Retry

                        | Setting | Type | Default | Valid values | Importance |
                        |---|---|---|---|---|
                        | `retry.first.ms`<br>The first pause. | long | `100` | a whole number from 1 to 60000 | medium |
                        | `retry.longest.ms`<br>The longest pause. | long | `30000` | a whole number from 1 to 60000 | medium |
                        | `retry.buffer.bytes`<br>What may wait for another try. | long | `1048576` | a whole number from 1024 to 1048576 | medium |
                        """);
    }

    @Test
    void thatIsCommittedMustBeTheOneThatWouldBeWrittenToday(@TempDir Path folder) throws Exception {
        Path committed = folder.resolve("reference").resolve("store.md");
        ReferencePage page = new ReferencePage("Store sink", "Writes to a store.", SPEC);

        page.write(committed);
        ReferencePageAssertions.assertUpToDate(committed, page, "make reference");

        ReferencePage renamed = new ReferencePage("Store sink 2", "Writes to a store.", SPEC);
        assertThatThrownBy(() -> ReferencePageAssertions.assertUpToDate(committed, renamed, "make reference"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("store.md is out of date; write it again with: make reference");
    }
}
