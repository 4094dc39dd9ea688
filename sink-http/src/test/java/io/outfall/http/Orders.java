// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a table of orders as Debezium writes them, on partition 0 of {@code shop.public.orders} from offset 0 on.
 */
public final class Orders {
    public static final String TOPIC = "shop.public.orders";
    /** What Debezium writes for a value that it was not told. */
    public static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .name("shop.public.orders.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("price", Decimal.builder(2).optional().build())
            .field("day", named(SchemaBuilder.int32(), "io.debezium.time.Date"))
            .field("at", named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"))
            .field("details", named(SchemaBuilder.string(), "io.debezium.data.Json"))
            .field("photo", Schema.OPTIONAL_BYTES_SCHEMA)
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("db", Schema.STRING_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("shop.public.orders.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private long offset;

    /** An order with a name and nothing else. */
    public static Struct row(long id, @Nullable String name) {
        return new Struct(ROW).put("id", id).put("name", name);
    }

    /** An order with all that there is. */
    public static Struct full(long id) {
        return row(id, "Bob \"x\"")
                .put("price", new BigDecimal("12.30"))
                .put("day", 19_782)
                .put("at", 1_709_210_096_000_789L)
                .put("details", "{\"a\": [1]}")
                .put("photo", new byte[] {1, 2, 3});
    }

    /** The insert of an order whose id is its offset. */
    public SinkRecord next() {
        return created(row(offset, "x"));
    }

    public SinkRecord created(Struct row) {
        return change("c", row.getInt64("id"), null, row);
    }

    public SinkRecord updated(@Nullable Struct before, Struct row) {
        return change("u", row.getInt64("id"), before, row);
    }

    public SinkRecord deleted(Struct row) {
        return change("d", row.getInt64("id"), row, null);
    }

    public SinkRecord tombstone(long id) {
        return record(new Struct(KEY).put("id", id), null, null);
    }

    public SinkRecord truncated() {
        return record(null, ENVELOPE, envelope("t"));
    }

    private SinkRecord change(String op, long id, @Nullable Struct before, @Nullable Struct after) {
        Struct envelope = envelope(op).put("before", before).put("after", after);
        return record(new Struct(KEY).put("id", id), ENVELOPE, envelope);
    }

    private Struct envelope(String op) {
        Struct source = new Struct(SOURCE)
                .put("connector", "postgresql")
                .put("name", "shop")
                .put("ts_ms", 1_700_000_000_123L)
                .put("db", "shopdb")
                .put("schema", "public")
                .put("table", "orders")
                .put("lsn", 1_000 + offset);
        return new Struct(ENVELOPE).put("op", op).put("source", source).put("ts_ms", 1_700_000_000_456L);
    }

    private SinkRecord record(@Nullable Struct key, @Nullable Schema schema, @Nullable Struct value) {
        SinkRecord record = new SinkRecord(
                TOPIC,
                0,
                key == null ? null : KEY,
                key,
                schema,
                value,
                offset++,
                1_700_000_001_000L,
                TimestampType.CREATE_TIME);
        record.headers().addString("trace", "a1");
        return record;
    }

    private static Schema named(SchemaBuilder builder, String name) {
        return builder.name(name).optional().build();
    }

    /** A plain row, without envelope and without key. */
    public SinkRecord plain(Map<String, ?> row) {
        return new SinkRecord(TOPIC, 0, null, null, null, row, offset++);
    }
}
