// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a committed reference page to the settings that it documents. */
public final class ReferencePageAssertions {

    private ReferencePageAssertions() {}

    /**
     * Compares a committed page with what its generator writes today.
     *
     * @param howToWriteIt the command that brings the page up to date, for the message
     */
    public static void assertUpToDate(Path committed, ReferencePage page, String howToWriteIt) throws IOException {
        assertThat(Files.exists(committed) ? Files.readString(committed) : "")
                .as("%s is out of date; write it again with: %s", committed.getFileName(), howToWriteIt)
                .isEqualTo(page.markdown());
    }
}
