// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * How the quickstart is run.
 *
 * @param home the folder with its SQL and connector files
 * @param plugin the unpacked plugin archive
 * @param once whether to end when every change has arrived
 * @param limit how long changes may take to arrive
 */
record Settings(Path home, Path plugin, boolean once, Duration limit) {

    /**
     * From system properties: {@code quickstart.once}, {@code quickstart.limit.seconds} (180) and
     * {@code quickstart.plugin}, a folder.
     */
    static Settings of(Path home, Properties properties) {
        return new Settings(
                home,
                Path.of(properties.getProperty("quickstart.plugin")),
                !properties.getProperty("quickstart.once", "false").equals("false"),
                Duration.ofSeconds(Long.parseLong(properties.getProperty("quickstart.limit.seconds", "180"))));
    }
}
