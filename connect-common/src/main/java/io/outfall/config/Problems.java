// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is wrong with a configuration, each at the key where it is to be mended. */
public final class Problems {
    private final Map<String, List<String>> byName = new LinkedHashMap<>();

    /**
     * Adds a problem.
     *
     * @param key where it is to be mended
     * @param message goes on after the key's name, such as {@code must be above retry.backoff.ms}; without secrets
     */
    public void add(Key<?> key, String message) {
        add(key.name(), message);
    }

    void add(String name, String message) {
        // Connect's answer to a refused configuration lists the messages without the names, so they carry them.
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(name + " " + message);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The messages at one key. */
    List<String> at(String name) {
        return byName.getOrDefault(name, List.of());
    }

    Iterable<String> names() {
        return byName.keySet();
    }

    /** Every message. */
    List<String> all() {
        return byName.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
        return String.join("; ", all());
    }
}
