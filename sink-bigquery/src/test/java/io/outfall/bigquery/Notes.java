// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * Plain records {@code (id, doc, at, place)} of the topic {@code shop.public.notes}, whose table is
 * {@code public_notes}.
 */
final class Notes {
    static final String TOPIC = "shop.public.notes";
    static final String TABLE = "shop.public_notes";

    static final Schema PLACE = SchemaBuilder.struct()
            .name("io.debezium.data.geometry.Geography")
            .field("wkb", Schema.BYTES_SCHEMA)
            .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
            .optional()
            .build();
    static final Schema SCHEMA = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field(
                    "doc",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Json")
                            .optional()
                            .build())
            .field(
                    "at",
                    SchemaBuilder.int64()
                            .name("io.debezium.time.MicroTimestamp")
                            .optional()
                            .build())
            .field("place", PLACE)
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

    /** A place of a note that is a line with one end, which BigQuery does not take. */
    static Struct halfALine() {
        ByteBuffer wkb = ByteBuffer.allocate(25).order(ByteOrder.LITTLE_ENDIAN);
        wkb.put((byte) 1).putInt(2).putInt(1).putDouble(13.4).putDouble(52.5);
        return new Struct(PLACE).put("wkb", wkb.array()).put("srid", 4326);
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
