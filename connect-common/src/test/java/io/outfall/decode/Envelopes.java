// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Updates of one table as the PostgreSQL connector writes them: 12 columns, 14 fields in the source block. */
final class Envelopes {
    static final Schema KEY = SchemaBuilder.struct()
            .name("shop.public.orders.Key")
            .field("id", Schema.INT64_SCHEMA)
            .build();
    static final Schema ROW = SchemaBuilder.struct()
            .name("shop.public.orders.Value")
            .optional()
            .field("id", SchemaBuilder.int64().defaultValue(0L).build())
            .field("customer", Schema.OPTIONAL_INT32_SCHEMA)
            .field("status", named(SchemaBuilder.string(), "io.debezium.data.Enum"))
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "total",
                    Decimal.builder(2)
                            .parameter("connect.decimal.precision", "10")
                            .optional()
                            .build())
            .field("weight", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("paid", SchemaBuilder.bool().optional().defaultValue(false).build())
            .field("ordered_on", named(SchemaBuilder.int32(), "io.debezium.time.Date"))
            .field("created_at", named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"))
            .field("changed_at", named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"))
            .field("reference", named(SchemaBuilder.string(), "io.debezium.data.Uuid"))
            .field("details", named(SchemaBuilder.string(), "io.debezium.data.Json"))
            .build();
    static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field(
                    "snapshot",
                    SchemaBuilder.string().optional().defaultValue("false").build())
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("shop.public.orders.Envelope")
            .version(2)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private Envelopes() {}

    static List<SinkRecord> updates(int count) {
        return IntStream.range(0, count).mapToObj(Envelopes::update).toList();
    }

    static SinkRecord update(int i) {
        Struct key = new Struct(KEY).put("id", (long) i);
        Struct value = new Struct(ENVELOPE)
                .put("before", row(i))
                .put("after", row(i))
                .put("source", source(i))
                .put("op", "u")
                .put("ts_ms", 1_800_000_000_500L + i)
                .put("ts_us", 1_800_000_000_500_000L + i);
        return new SinkRecord(
                "shop.public.orders", 0, KEY, key, ENVELOPE, value, i, 1_800_000_001_000L, TimestampType.CREATE_TIME);
    }

    private static Struct row(int i) {
        return new Struct(ROW)
                .put("id", (long) i)
                .put("customer", i % 1000)
                .put("status", "shipped")
                .put("note", "leave it with the neighbours, number " + i)
                .put("total", BigDecimal.valueOf(i * 137L % 100_000, 2))
                .put("weight", i / 7.0)
                .put("paid", i % 3 == 0)
                .put("ordered_on", 20_000 + i % 365)
                .put("created_at", 1_800_000_000_000_000L + i)
                .put("changed_at", "2027-01-15T08:00:00.123456Z")
                .put("reference", "6f1a7b6e-3f0c-4c57-9b6e-1d0c4a5b2e11")
                .put("details", "{\"gift\": true}");
    }

    private static Struct source(int i) {
        long lsn = 43_308_344L + i * 56L;
        return new Struct(SOURCE)
                .put("version", "3.7.0.Final")
                .put("connector", "postgresql")
                .put("name", "shop")
                .put("ts_ms", 1_800_000_000_000L + i)
                .put("db", "shop")
                .put("sequence", "[\"" + (lsn - 24) + "\",\"" + lsn + "\"]")
                .put("ts_us", 1_800_000_000_000_000L + i)
                .put("ts_ns", 1_800_000_000_000_000_000L + i)
                .put("schema", "public")
                .put("table", "orders")
                .put("txId", 2_864L + i)
                .put("lsn", lsn);
    }

    private static Schema named(SchemaBuilder builder, String name) {
        return builder.name(name).version(1).optional().build();
    }
}
