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

    /** Stops a process where it stands, until {@link #goOn}; it does not notice. */
    static void stop(Process process) {
        send("STOP", process);
    }

    /** Lets a stopped process go on. */
    static void goOn(Process process) {
        send("CONT", process);
    }

    /** Asks a process to end and returns at once. */
    static void end(Process process) {
        shell(END, process);
    }

    private static void send(String signal, Process process) {
        try {
            int exit = shell("kill -" + signal + " $0", process).waitFor();
            if (exit != 0) {
                throw new StackException("signal " + signal + " did not reach process " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while sending a signal", e);
        }
    }

    private static Process shell(String script, Process process) {
        try {
            // The shell's own kill: slim container images lack the program.
            return new ProcessBuilder("sh", "-c", script, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
