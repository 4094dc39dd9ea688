// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged while this is open: slf4j-simple writes to the standard error, a line per event but for stacks. */
public final class CapturedLog implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    public CapturedLog() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    /** The lines so far that have one of these levels, such as {@code WARN}, each from its level on. */
    public List<String> lines(String... levels) {
        return captured.toString(StandardCharsets.UTF_8)
                .lines()
                .flatMap(line -> List.of(levels).stream()
                        .filter(level -> line.contains(" " + level + " "))
                        .map(level -> line.substring(line.indexOf(" " + level + " ") + 1)))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
