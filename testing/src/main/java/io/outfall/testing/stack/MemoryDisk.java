// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A {@code /tmp} of its own for a process: a small disk in memory, as some containers have it. Linux only. */
public final class MemoryDisk {
    /** The home of the process, and what is built and tested here, may be in /tmp itself, and stay where they are. */
    private static final String MOUNT = """
            home=$1; here=$2; disk=$1/disk; shift 2
            stay() {
              case "$1" in /tmp/*) mkdir -p "$disk/${1#/tmp/}" && mount --bind "$1" "$disk/${1#/tmp/}" ;; esac
            }
            mkdir "$disk" && mount -t tmpfs -o size="$1"m tmpfs "$disk" && shift || exit 1
            stay "$home" && stay "$here" && mount --move "$disk" /tmp && exec "$@"
            """;

    private MemoryDisk() {}

    /** Whether this machine lets this process have one. */
    public static boolean available() {
        try {
            return new ProcessBuilder(unshared(Stream.of("mount -t tmpfs -o size=1m tmpfs /tmp")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A command with such a disk. */
    static List<String> with(int mebibytes, Home home, List<String> command) {
        return unshared(Stream.concat(
                Stream.of(
                        MOUNT,
                        "sh",
                        home.data().toString(),
                        Path.of("").toAbsolutePath().toString(),
                        Integer.toString(mebibytes)),
                command.stream()));
    }

    private static List<String> unshared(Stream<String> script) {
        return Stream.concat(Stream.of("unshare", "-rm", "sh", "-c"), script).toList();
    }
}
