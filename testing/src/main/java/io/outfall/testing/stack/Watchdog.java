// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A shell that waits for the end of its input. While this JVM lives it holds the other end of that pipe, so the input
 * ends with this JVM, even if it is killed; then the shell ends the process it watches and removes its data. A shutdown
 * hook could not do that, and a build that is aborted would leave servers behind.
 */
final class Watchdog implements AutoCloseable {
    /** A line calls it off; at the end of input, the process {@code $0} has three seconds before it is killed. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read line && exit
            %s
            while kill -0 $0 && [ $((tries = tries + 1)) -le 30 ]; do sleep 0.1; done
            kill -KILL $0
            rm -rf "$1"
            """.formatted(Signals.END);

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog over(Process watched, Path data) throws IOException {
        return new Watchdog(new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(watched.pid()), data.toString())
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
