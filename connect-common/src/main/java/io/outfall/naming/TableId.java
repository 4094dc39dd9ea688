// SPDX-License-Identifier: Apache-2.0
package io.outfall.naming;

import io.outfall.event.SourceInfo;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of the source.
 *
 * @param database null where nothing tells
 * @param schema null where nothing tells, or the source has none
 * @param table never empty
 */
public record TableId(@Nullable String database, @Nullable String schema, String table) {

    // Where the topic's name alone tells: server.database.schema.table.
    private static final int PARTS_WITH_DATABASE = 4;

    /**
     * The table that an event is about: by what the event says of its source, else by the parts of the topic. Of these
     * the last is the table, the one before it the schema, and of four or more the one before that the database.
     *
     * @param topic the topic's name, as transforms left it
     */
    public static TableId of(SourceInfo source, String topic) {
        String table = source.table();
        if (table != null && !table.isEmpty()) {
            return new TableId(source.database(), source.schema(), table);
        }
        TopicName name = new TopicName(topic);
        String last = name.part(-1);
        if (last == null || last.isEmpty()) {
            return new TableId(null, null, topic);
        }
        String database = name.parts().size() >= PARTS_WITH_DATABASE ? name.part(-3) : null;
        return new TableId(database, name.part(-2), last);
    }

    /** The names that are known, joined by dots. */
    @Override
    public String toString() {
        return Stream.of(database, schema, table).filter(Objects::nonNull).collect(Collectors.joining("."));
    }
}
