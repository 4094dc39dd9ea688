// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration of a connector, written down one {@code key=value} per line. */
final class Settings {
    private Settings() {}

    static Map<String, String> of(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int equals = line.indexOf('=');
            settings.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return settings;
    }

    /** The first settings with the second ones on top. */
    static Map<String, String> with(Map<String, String> settings, String more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(of(more));
        return all;
    }

    /** The settings as {@link #of} reads them. */
    static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
