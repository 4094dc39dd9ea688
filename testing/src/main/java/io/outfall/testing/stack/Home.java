// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where one server keeps its things: a data folder among the temporary files, which goes when the server goes, and a
 * log, which stays. Logs are in {@code target/stack-logs} of the module under test, or among the temporary files where
 * there is no {@code target}.
 *
 * @param data the data folder
 * @param log the file that receives what the server prints
 */
record Home(Path data, Path log) implements AutoCloseable {

    static Home of(String server) {
        Path target = Path.of("target").toAbsolutePath();
        try {
            Path data = Files.createTempDirectory("outfall-" + server + "-");
            Path logs = Files.isDirectory(target)
                    ? Files.createDirectories(target.resolve("stack-logs"))
                    : Files.createTempDirectory("outfall-logs-");
            return new Home(data, Files.createTempFile(logs, server + "-", ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file into the data folder. */
    Path write(String name, String text) {
        try {
            return Files.writeString(data.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a folder in the data folder. */
    Path folder(String name) {
        try {
            return Files.createDirectories(data.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the data folder. */
    @Override
    public void close() {
        remove(data);
    }

    /** Removes a folder and everything in it. */
    static void remove(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("left behind: " + folder, e);
        }
    }
}
