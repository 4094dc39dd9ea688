// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns that a topic has shown so far, which are those of its next file. An Avro file has one schema from its
 * first byte on: so a new column ends a file once, and then rows with and without it share files.
 */
public final class TopicSchema {
    private final String fullName;
    private final List<AvroColumn> metadata;
    private final Map<String, AvroColumn> columns = new LinkedHashMap<>();
    private AvroSchema schema;

    /**
     * A topic that has shown nothing yet.
     *
     * @param topic gives the record its name
     * @param metadata the columns behind those of the row
     */
    public TopicSchema(String topic, List<AvroColumn> metadata) {
        this.fullName = AvroNames.fullName(topic);
        this.metadata = List.copyOf(metadata);
        this.schema = new AvroSchema(fullName, this.metadata);
    }

    /**
     * The schema for a file that begins with a row of those columns: it takes rows of all columns so far. Where the
     * type of a column has become another, it takes the new one.
     *
     * @param row without the metadata
     */
    public AvroSchema with(List<AvroColumn> row) {
        boolean grown = false;
        for (AvroColumn column : row) {
            AvroColumn known = columns.get(column.name());
            AvroColumn next = known == null ? column : union(known, column);
            grown |= !next.equals(known);
            columns.put(column.name(), next);
        }
        if (grown) {
            List<AvroColumn> all = new ArrayList<>(columns.values());
            all.addAll(metadata);
            schema = new AvroSchema(fullName, all);
        }
        return schema;
    }

    private static AvroColumn union(AvroColumn known, AvroColumn column) {
        return Unions.of(known.type(), column.type())
                .map(type -> type.equals(known.type()) ? known : new AvroColumn(column.name(), type, column.doc()))
                .orElse(column);
    }
}
