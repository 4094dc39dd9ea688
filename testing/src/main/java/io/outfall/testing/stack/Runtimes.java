// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Finds what the build fetched. Every folder below {@code testing/runtimes} is one runtime; its {@code target} holds
 * either {@code classpath}, a file, or {@code files}, a folder.
 *
 * <p>The folder is looked for upwards from the working directory, or given by the system property
 * {@code outfall.runtimes}.
 */
final class Runtimes {
    private static final String PROPERTY = "outfall.runtimes";

    private final Path root;

    private Runtimes(Path root) {
        this.root = root;
    }

    /**
     * The runtimes of the build that this process belongs to.
     *
     * @throws StackException if the working directory is not in the project and the property is not set
     */
    static Runtimes located() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return new Runtimes(Path.of(given));
        }
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("testing").resolve("runtimes"))
                .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                .findFirst()
                .map(Runtimes::new)
                .orElseThrow(() -> new StackException(
                        "no testing/runtimes in " + start + " or above it; set the system property " + PROPERTY));
    }

    /** The class path of a runtime, ready for {@code -cp}. */
    String classpath(String runtime) {
        try {
            return Files.readString(fetched(runtime, "classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The unpacked files of a runtime. */
    Path files(String runtime) {
        return fetched(runtime, "files");
    }

    /** A folder for what is made from a fetched runtime and may be used again; {@code mvn clean} removes it. */
    Path made(String runtime) {
        return root.resolve(runtime).resolve("target").resolve("made");
    }

    private Path fetched(String runtime, String what) {
        Path path = root.resolve(runtime).resolve("target").resolve(what);
        if (!Files.exists(path)) {
            throw new StackException("the runtime " + runtime + " is not there yet: run  mvn -pl testing/runtimes/"
                    + runtime + " -am verify  in "
                    + root.resolve("../..").normalize());
        }
        return path;
    }
}
