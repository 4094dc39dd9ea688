// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDKs of this machine, for servers that need a newer one than the tests run on. */
final class Jdks {
    private Jdks() {}

    /**
     * The home of a JDK of at least this version: the one that runs this, else the one named by the environment
     * variable {@code OUTFALL_JAVA<version>}, else the first found where JDKs usually are.
     */
    static Optional<Path> atLeast(int version) {
        Path current = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() >= version) {
            return Optional.of(current);
        }
        Map<String, String> environment = System.getenv();
        Path user = Path.of(System.getProperty("user.home"));
        Stream<Path> named = Stream.of("OUTFALL_JAVA" + version, "JAVA_HOME_" + version + "_X64", "JAVA_HOME_25_X64")
                .filter(environment::containsKey)
                .map(variable -> Path.of(environment.get(variable)));
        Stream<Path> usual = Stream.of(
                        current.resolveSibling("."),
                        Path.of("/usr/lib/jvm"),
                        Path.of("/opt/java"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        user.resolve(".sdkman/candidates/java"),
                        user.resolve(".jdks"))
                .flatMap(Jdks::homesIn);
        return Stream.concat(named, usual)
                .filter(home -> version(home) >= version)
                .findFirst();
    }

    private static Stream<Path> homesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            List<Path> sorted = folders.sorted().toList();
            return sorted.stream().flatMap(home -> Stream.of(home, home.resolve("Contents/Home")));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The feature version, as the JDK's {@code release} file says; 0 for what is no JDK. */
    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.exists(release) || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return 0;
        }
        java.util.Properties properties = new java.util.Properties();
        try (InputStream input = Files.newInputStream(release)) {
            properties.load(input);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Runtime.Version.parse(version).feature();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
