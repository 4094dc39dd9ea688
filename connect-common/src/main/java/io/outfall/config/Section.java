// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.List;

/**
 * A group of keys and the record that they make. A section that consists of others names them as its {@link #parts()},
 * and reads them in {@link #read}; that is how a connector's sections become one record.
 *
 * @param <T> an immutable record, or what else the rest of the code works with
 */
public interface Section<T> {

    /** A short title, which is the group that tools show the keys in. */
    String title();

    /** What the group is about, in sentences of Markdown for the reference; may be empty. */
    default String about() {
        return "";
    }

    /** The section's own keys, in the order in which they are best understood. */
    List<Key<?>> keys();

    /**
     * What the names of settings begin with that are not the section's own but those of something that users plug in.
     * {@link Values#startingWith} gives them.
     */
    default List<String> prefixes() {
        return List.of();
    }

    /** The sections that this one consists of. */
    default List<Section<?>> parts() {
        return List.of();
    }

    /** What must hold between keys, of this section or of its parts. */
    default List<Check> checks() {
        return List.of();
    }

    /** Makes the record. Called only when the whole configuration has no problem. */
    T read(Values values);

    /**
     * Something that must hold between keys. A check that asks for a value which is wrong in itself ends there, for
     * that value is a problem already; so each check looks at one thing.
     */
    @FunctionalInterface
    interface Check {
        void run(Values values, Problems problems);
    }
}
