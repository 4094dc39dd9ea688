// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Rows that are no change events, on partition 0 of their topic. */
final class PlainRows {

    private PlainRows() {}

    /** A row of columns such as {@code row("orders", 3, "id", Schema.INT64_SCHEMA, 3L)}. */
    static SinkRecord row(String topic, long offset, @Nullable Object... columns) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (int i = 0; i < columns.length; i += 3) {
            builder.field(String.valueOf(columns[i]), (Schema) columns[i + 1]);
        }
        Schema schema = builder.build();
        Struct row = new Struct(schema);
        for (int i = 0; i < columns.length; i += 3) {
            row.put(String.valueOf(columns[i]), columns[i + 2]);
        }
        return new SinkRecord(topic, 0, null, null, schema, row, offset);
    }
}
