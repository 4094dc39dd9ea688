// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A server as a child process. It does not outlive this JVM, however this JVM ends: a {@link Watchdog} sees to it. What
 * it prints goes to a file.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(40);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 40;

    private final Launch launch;
    private final Process process;
    private final Watchdog watchdog;

    private ServerProcess(Launch launch, Process process, Watchdog watchdog) {
        this.launch = launch;
        this.process = process;
        this.watchdog = watchdog;
    }

    /**
     * What to run.
     *
     * @param name how messages call it
     * @param command the program and its arguments
     * @param environment variables on top of those of this process
     * @param home where its data and its output go
     */
    record Launch(String name, List<String> command, Map<String, String> environment, Home home) {
        Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        Launch(String name, List<String> command, Home home) {
            this(name, command, Map.of(), home);
        }

        /**
         * Runs it and returns at once.
         *
         * @throws StackException if there is no such program
         */
        ServerProcess start() {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            try {
                Process process = builder.start();
                return new ServerProcess(this, process, Watchdog.over(process, home.data()));
            } catch (IOException e) {
                throw new StackException(name + " cannot be started: " + e.getMessage(), e);
            }
        }

        /**
         * Runs it to its end.
         *
         * @throws StackException if it fails or takes longer than the limit
         */
        void run(Duration limit) {
            try (ServerProcess started = start()) {
                if (!started.endsWithin(limit)) {
                    throw started.failure("is not done after " + limit.toSeconds() + " s");
                }
                if (started.process.exitValue() != 0) {
                    throw started.failure("failed with exit code " + started.process.exitValue());
                }
            }
        }
    }

    /**
     * Returns when the server is ready.
     *
     * @throws StackException with the end of its log if it dies first or is not ready within two minutes
     */
    void awaitReady(BooleanSupplier ready) {
        awaitReady(START_LIMIT, ready);
    }

    /**
     * Returns when the server is ready.
     *
     * @throws StackException with the end of its log if it dies first or is not ready within the limit
     */
    void awaitReady(Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (endsWithin(POLL)) {
                throw failure("died with exit code " + process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                throw failure("is not ready after " + limit.toSeconds() + " s");
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it without notice, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        endsWithin(GRACE);
        watchdog.close();
    }

    /** Stops it where it stands, as a machine that hangs does; {@link #thaw} lets it go on. */
    void freeze() {
        Signals.stop(process);
    }

    void thaw() {
        Signals.goOn(process);
    }

    /** Asks it to end, and ends it by force where it does not within ten seconds. */
    @Override
    public void close() {
        if (process.isAlive()) {
            Signals.end(process);
            endsWithin(GRACE);
        }
        kill();
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for " + launch.name, e);
        }
    }

    private StackException failure(String what) {
        return new StackException(launch.name + " " + what + "; the end of " + launch.home.log() + ":\n" + tail());
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(launch.home.log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
