// SPDX-License-Identifier: Apache-2.0
package io.outfall.naming;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic's name and the parts between its dots. Debezium writes a table's rows to {@code server.schema.table}, or
 * {@code server.database.schema.table} where a server has several databases.
 *
 * @param name the name
 */
public record TopicName(String name) {

    /** The texts between the dots; at least one, possibly empty. */
    public List<String> parts() {
        return List.of(name.split("\\.", -1));
    }

    /**
     * One part, or null where there are fewer.
     *
     * @param number from 1 for the first, or from -1 for the last
     */
    public @Nullable String part(int number) {
        List<String> parts = parts();
        int index = number > 0 ? number - 1 : parts.size() + number;
        return number != 0 && index >= 0 && index < parts.size() ? parts.get(index) : null;
    }

    @Override
    public String toString() {
        return name;
    }
}
