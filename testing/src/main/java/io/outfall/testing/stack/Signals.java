// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that {@link Process} cannot send. */
final class Signals {
    private Signals() {}

    /** What Ctrl-C sends: a JVM runs its shutdown hooks, PostgreSQL ends its sessions and then itself. */
    static void interrupt(Process process) {
        try {
            // The shell's own kill: slim container images lack the program.
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
