// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Schemas and values as Debezium makes them, without Debezium. */
final class Schemas {
    private Schemas() {}

    static Schema int32(String name) {
        return SchemaBuilder.int32().name(name).version(1).build();
    }

    static Schema int64(String name) {
        return SchemaBuilder.int64().name(name).version(1).build();
    }

    static Schema string(String name) {
        return SchemaBuilder.string().name(name).version(1).build();
    }

    static Schema bits(int length) {
        return SchemaBuilder.bytes()
                .name("io.debezium.data.Bits")
                .parameter("length", Integer.toString(length))
                .build();
    }

    static Schema decimal(int precision, int scale) {
        return SchemaBuilder.bytes()
                .name("org.apache.kafka.connect.data.Decimal")
                .parameter("scale", Integer.toString(scale))
                .parameter("connect.decimal.precision", Integer.toString(precision))
                .build();
    }

    /** A field of Debezium's structured dates and times, which are all optional. */
    static SchemaBuilder structured(String name) {
        return SchemaBuilder.struct().name("io.debezium.time." + name).version(1);
    }

    static Schema structuredDate() {
        return structured("StructuredDate")
                .field("year", Schema.OPTIONAL_INT32_SCHEMA)
                .field("month", Schema.OPTIONAL_INT8_SCHEMA)
                .field("day", Schema.OPTIONAL_INT8_SCHEMA)
                .field("specialValue", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
    }

    static Schema structuredTime(int precision) {
        return structured("StructuredTime")
                .parameter("io.debezium.time.precision", Integer.toString(precision))
                .field("hour", Schema.OPTIONAL_INT8_SCHEMA)
                .field("minute", Schema.OPTIONAL_INT8_SCHEMA)
                .field("second", Schema.OPTIONAL_INT8_SCHEMA)
                .field("picoseconds", Schema.OPTIONAL_INT64_SCHEMA)
                .field("precision", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
    }

    static Schema structuredTimestamp(String name) {
        return structured(name)
                .field("year", Schema.OPTIONAL_INT32_SCHEMA)
                .field("month", Schema.OPTIONAL_INT8_SCHEMA)
                .field("day", Schema.OPTIONAL_INT8_SCHEMA)
                .field("hour", Schema.OPTIONAL_INT8_SCHEMA)
                .field("minute", Schema.OPTIONAL_INT8_SCHEMA)
                .field("second", Schema.OPTIONAL_INT8_SCHEMA)
                .field("picoseconds", Schema.OPTIONAL_INT64_SCHEMA)
                .field("offsetSeconds", Schema.OPTIONAL_INT32_SCHEMA)
                .field("zoneId", Schema.OPTIONAL_STRING_SCHEMA)
                .field("specialValue", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
    }

    static Struct dateAndTime(Schema schema, int year, int month, int day, int hour, int minute, int second) {
        return new Struct(schema)
                .put("year", year)
                .put("month", (byte) month)
                .put("day", (byte) day)
                .put("hour", (byte) hour)
                .put("minute", (byte) minute)
                .put("second", (byte) second);
    }

    static Struct date(int year, int month, int day) {
        return new Struct(structuredDate())
                .put("year", year)
                .put("month", (byte) month)
                .put("day", (byte) day);
    }

    /** The class that Connect has for its own dates and times. */
    static java.util.Date connectDate(long millis) {
        return java.util.Date.from(Instant.ofEpochMilli(millis));
    }

    static Schema variableDecimal() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .version(1)
                .optional()
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA)
                .build();
    }
}
