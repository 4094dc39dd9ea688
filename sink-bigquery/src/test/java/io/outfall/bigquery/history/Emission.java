// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.history;

import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One event of the table {@code items(id, name, note)} as the PostgreSQL connector writes it.
 *
 * @param op of the envelope; null for a tombstone
 * @param row the row after the event; null for a deletion
 * @param snapshot what the event says of its snapshot; null for none
 * @param lsn of the event; null where it says none
 * @param commit the last commit before the event; null where the connector knows none
 * @param transaction that the event is of; null where it says none
 */
record Emission(
        @Nullable String op,
        int id,
        @Nullable Item row,
        @Nullable String snapshot,
        @Nullable Long lsn,
        @Nullable Long commit,
        @Nullable Long transaction) {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("connector", Schema.STRING_SCHEMA)
            .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("shop.public.items.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    /** The tombstone that follows a deletion. */
    static Emission tombstone(int id) {
        return new Emission(null, id, null, null, null, null, null);
    }

    SinkRecord at(String topic, int partition, long offset) {
        Struct key = new Struct(KEY).put("id", id);
        Struct value = op == null ? null : envelope(op);
        return new SinkRecord(
                topic,
                partition,
                KEY,
                key,
                value == null ? null : ENVELOPE,
                value,
                offset,
                1_800_000_000_000L + offset,
                TimestampType.CREATE_TIME);
    }

    private Struct envelope(String code) {
        Struct source = new Struct(SOURCE)
                .put("connector", "postgresql")
                .put("snapshot", snapshot)
                .put("sequence", "[" + quoted(commit) + "," + quoted(lsn) + "]")
                .put("lsn", lsn)
                .put("txId", transaction);
        Struct before = "d".equals(code) ? new Struct(ROW).put("id", id).put("name", "made up") : null;
        Item after = row;
        return new Struct(ENVELOPE)
                .put("before", before)
                .put(
                        "after",
                        after == null
                                ? null
                                : new Struct(ROW)
                                        .put("id", id)
                                        .put("name", after.name())
                                        .put("note", after.note()))
                .put("source", source)
                .put("op", code);
    }

    private static String quoted(@Nullable Long number) {
        return number == null ? "null" : "\"" + number + "\"";
    }
}
