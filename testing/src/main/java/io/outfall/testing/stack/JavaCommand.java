// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a server written in Java. Immutable: each method gives a new one.
 *
 * @param java the {@code java} program
 * @param options options of the JVM, in order
 */
record JavaCommand(Path java, List<String> options) {
    /** A test asks little of a server and waits for its start: the first compiler and the simplest collector do. */
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    JavaCommand {
        options = List.copyOf(options);
    }

    /** Runs on the JDK that runs this. */
    static JavaCommand current() {
        return on(Path.of(System.getProperty("java.home")));
    }

    /** Runs on the JDK in the given folder. */
    static JavaCommand on(Path javaHome) {
        return new JavaCommand(javaHome.resolve("bin").resolve("java"), QUICK_START);
    }

    /** Adds options, which take precedence over those before. */
    JavaCommand with(List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return new JavaCommand(java, all);
    }

    JavaCommand with(String... more) {
        return with(List.of(more));
    }

    List<String> main(String classpath, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classpath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
