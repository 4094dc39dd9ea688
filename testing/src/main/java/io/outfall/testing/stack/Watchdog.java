// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A shell that waits for the end of its input. While this JVM lives it holds the other end of that pipe, so the input
 * ends with this JVM, even if it is killed; then the shell ends the process it watches. A shutdown hook could not do
 * that, and a build that is aborted would leave servers behind.
 */
final class Watchdog implements AutoCloseable {
    private static final String SCRIPT =
            "trap '' INT TERM HUP; read line || { " + Signals.END + "; sleep 3; kill -KILL $0; }";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog over(Process watched) throws IOException {
        return new Watchdog(new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(watched.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Calls it off: a line instead of the end of input. */
    @Override
    public void close() {
        if (!shell.isAlive()) {
            return;
        }
        try (var input = shell.getOutputStream()) {
            input.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
