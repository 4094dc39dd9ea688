// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * How the quickstart is run.
 *
 * @param home the folder with its SQL and connector files
 * @param plugins the unpacked plugin archives
 * @param once whether to end when every change has arrived
 * @param limit how long changes may take to arrive
 */
record Settings(Path home, List<Path> plugins, boolean once, Duration limit) {

    /**
     * From system properties: {@code quickstart.once}, {@code quickstart.limit.seconds} (180) and
     * {@code quickstart.plugins}, folders with the separator of paths between them.
     */
    static Settings of(Path home, Properties properties) {
        return new Settings(
                home,
                Arrays.stream(properties.getProperty("quickstart.plugins").split(File.pathSeparator))
                        .map(Path::of)
                        .toList(),
                !properties.getProperty("quickstart.once", "false").equals("false"),
                Duration.ofSeconds(Long.parseLong(properties.getProperty("quickstart.limit.seconds", "180"))));
    }
}
