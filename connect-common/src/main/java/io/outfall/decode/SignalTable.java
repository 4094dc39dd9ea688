// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Knows the rows of the source's signal table, which steer the connector and are no data. */
final class SignalTable {
    private final @Nullable String name;
    private final String topicEnd;

    /** @param name {@code schema.table}, {@code database.table} or {@code database.schema.table}; empty for none */
    SignalTable(Optional<String> name) {
        this.name = name.orElse(null);
        this.topicEnd = "." + name.orElse("");
    }

    /** Whether the topic is that of the table, as Debezium names topics. */
    boolean hasTopic(SinkRecord record) {
        return name != null && record.topic().endsWith(topicEnd);
    }

    /** Whether the row is one of the table, wherever it was routed to. */
    boolean hasRow(SinkRecord record, SourceFields source) {
        if (name == null) {
            return false;
        }
        String table = source.table(record);
        if (table == null || !name.endsWith(table)) {
            return false;
        }
        String database = source.database(record);
        String schema = source.schema(record);
        return name.equals(schema + "." + table)
                || name.equals(database + "." + table)
                || name.equals(database + "." + schema + "." + table);
    }
}
