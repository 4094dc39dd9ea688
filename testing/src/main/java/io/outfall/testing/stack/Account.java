// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How to run a server that refuses to be run by root. */
enum Account {
    /** As whoever runs this, who is not root. */
    OWN,

    /** In a user namespace without a mapping: the process looks like nobody to itself, and files stay accessible. */
    UNMAPPED,

    /** As the account nobody, which needs to own its data and to reach the programs. */
    NOBODY;

    /** The first that works here for a server with its data in a folder made by this process. */
    static Account ofServer(Path data) {
        try {
            if (!Integer.valueOf(0).equals(Files.getAttribute(data, "unix:uid"))) {
                return OWN;
            }
            return succeeds(UNMAPPED.running(Stream.of("true"))) ? UNMAPPED : NOBODY;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command as run by this account. */
    List<String> running(Stream<String> command) {
        return Stream.concat(prefix(), command).toList();
    }

    private Stream<String> prefix() {
        return switch (this) {
            case OWN -> Stream.empty();
            case UNMAPPED -> Stream.of("unshare", "-U");
            case NOBODY ->
                Stream.of(
                        "sh",
                        "-c",
                        "exec setpriv --reuid nobody --regid \"$(id -g nobody)\" --clear-groups -- \"$@\"",
                        "as-nobody");
        };
    }

    /** Makes this account the owner of a folder. */
    void own(Path folder) {
        if (this == NOBODY && !succeeds(List.of("chown", "nobody", folder.toString()))) {
            throw new StackException("the account nobody cannot be made the owner of " + folder);
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
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
}
