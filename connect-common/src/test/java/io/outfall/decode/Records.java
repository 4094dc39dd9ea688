// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records of a small table, {@code customers(id, name, active)}, in the shapes that they come in. */
final class Records {
    static final String TOPIC = "shop.public.customers";

    static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

    static final Schema ROW = SchemaBuilder.struct()
            .name("shop.public.customers.Value")
            .optional()
            .field("id", SchemaBuilder.int32().defaultValue(0).build())
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("active", SchemaBuilder.bool().optional().defaultValue(true).build())
            .build();

    static final Schema SOURCE = SchemaBuilder.struct()
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field(
                    "snapshot",
                    SchemaBuilder.string().optional().defaultValue("false").build())
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private Records() {}

    static Schema envelopeSchema(@Nullable String name) {
        return SchemaBuilder.struct()
                .name(name)
                .field("before", ROW)
                .field("after", ROW)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    static Struct key(int id) {
        return new Struct(KEY).put("id", id);
    }

    static Struct row(int id, @Nullable String name, @Nullable Boolean active) {
        return new Struct(ROW).put("id", id).put("name", name).put("active", active);
    }

    static Struct source() {
        return new Struct(SOURCE)
                .put("connector", "postgresql")
                .put("name", "shop")
                .put("ts_ms", 1_709_214_330_123L)
                .put("db", "shopdb")
                .put("sequence", "[\"100\",\"120\"]")
                .put("schema", "public")
                .put("table", "customers")
                .put("txId", 77L)
                .put("lsn", 120L);
    }

    /** An envelope with the key that its row has. */
    static SinkRecord envelope(String op, int id, @Nullable Struct before, @Nullable Struct after) {
        return of(KEY, key(id), envelopeValue(op, before, after));
    }

    static Struct envelopeValue(@Nullable String op, @Nullable Struct before, @Nullable Struct after) {
        Struct value = new Struct(envelopeSchema("shop.public.customers.Envelope"))
                .put("before", before)
                .put("after", after)
                .put("source", source())
                .put("ts_ms", 1_709_214_330_500L);
        return op == null ? value : value.put("op", op);
    }

    static SinkRecord of(@Nullable Schema keySchema, @Nullable Object key, Struct value) {
        return of(TOPIC, keySchema, key, value.schema(), value);
    }

    static SinkRecord ofMap(@Nullable Object key, Map<String, ?> value) {
        return of(TOPIC, null, key, null, value);
    }

    static SinkRecord of(
            String topic,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value) {
        return new SinkRecord(
                topic, 0, keySchema, key, valueSchema, value, 42, 1_709_214_331_000L, TimestampType.CREATE_TIME);
    }
}
