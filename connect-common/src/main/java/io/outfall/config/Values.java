// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The values of a configuration by their keys. */
public final class Values {
    private final Map<Key<?>, Object> sound = new HashMap<>();
    private final Set<Key<?>> unsound = new HashSet<>();
    private final Map<String, String> others;

    /** Reads what the settings say of the keys; what cannot be read becomes a problem and has no value. */
    Values(Iterable<Key<?>> keys, Map<String, String> settings, Problems problems) {
        for (Key<?> key : keys) {
            try {
                sound.put(key, key.read(settings.get(key.name())));
            } catch (IllegalArgumentException e) {
                unsound.add(key);
                problems.add(key, String.valueOf(e.getMessage()));
            }
        }
        others = new HashMap<>(settings);
        keys.forEach(key -> others.remove(key.name()));
    }

    /**
     * The settings without a key of their own whose names begin like this, by the rest of their names.
     *
     * @param prefix one of a section's {@link Section#prefixes}
     */
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        others.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /**
     * The value of a key. A check need not care for values that are wrong; see {@link Section.Check}.
     *
     * @throws IllegalArgumentException if no section of the {@link Spec} has the key
     */
    public <T> T get(Key<T> key) {
        if (unsound.contains(key)) {
            throw new Unsound(key);
        }
        Object value = sound.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no section has the key " + key);
        }
        @SuppressWarnings("unchecked") // The constructor put what this very key read.
        T typed = (T) value;
        return typed;
    }

    /** Ends a check that asks for a value which is a problem already. */
    static final class Unsound extends RuntimeException {
        private Unsound(Key<?> key) {
            super(key.name() + " has no value", null, false, false);
        }
    }
}
