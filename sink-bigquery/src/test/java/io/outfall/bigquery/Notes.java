// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Plain records {@code (id, doc, paid)} of the topic {@code shop.public.notes}, whose table is {@code public_notes}.
 */
final class Notes {
    static final String TOPIC = "shop.public.notes";
    static final String TABLE = "shop.public_notes";

    static final Schema SCHEMA = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field(
                    "doc",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Json")
                            .optional()
                            .build())
            .field("paid", SchemaBuilder.float64().optional().build())
            .build();

    private Notes() {}

    static TopicPartition partition(int partition) {
        return new TopicPartition(TOPIC, partition);
    }

    /** A record whose id is its offset. */
    static SinkRecord note(int partition, long offset, @Nullable String doc) {
        return record(
                TOPIC, partition, offset, new Struct(SCHEMA).put("id", offset).put("doc", doc));
    }

    /** A record of any struct. */
    static SinkRecord record(String topic, int partition, long offset, Struct value) {
        return new SinkRecord(
                topic,
                partition,
                null,
                null,
                value.schema(),
                value,
                offset,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME);
    }

    /** The records of a partition from one offset to before another, each with a small document. */
    static List<SinkRecord> notes(int partition, long from, long to) {
        List<SinkRecord> notes = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            notes.add(note(partition, offset, "{\"n\":" + offset + "}"));
        }
        return notes;
    }
}
