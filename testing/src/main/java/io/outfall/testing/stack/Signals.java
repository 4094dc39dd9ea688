// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that {@link Process} cannot send. */
final class Signals {
    /**
     * Shell text that asks the process in {@code $0} to end. PostgreSQL ends its sessions on INT (on TERM it would wait
     * for them); a JVM that was started in the background ignores INT and ends on TERM.
     */
    static final String END = "kill -INT $0; kill -TERM $0";

    private Signals() {}

    /** Asks a process to end and returns at once. */
    static void end(Process process) {
        try {
            // The shell's own kill: slim container images lack the program.
            new ProcessBuilder("sh", "-c", END, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
