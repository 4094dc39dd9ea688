// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.json.JsonWriter;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.util.List;
import java.util.Locale;

/**
 * The one place that knows which Avro type a semantic type becomes. Logical types are Avro's own; beside them stands
 * the name that Kafka Connect or Debezium has for the same thing in the same form, where one of them has one.
 */
final class SchemaText {
    private static final String CONNECT = "org.apache.kafka.connect.data.";
    private static final String DEBEZIUM_TIME = "io.debezium.time.";
    private static final String DEBEZIUM_DATA = "io.debezium.data.";

    private final StringBuilder out = new StringBuilder();
    private final JsonWriter json = new JsonWriter();

    /** The schema of rows of those columns. */
    static String of(String fullName, List<AvroColumn> columns) {
        SchemaText text = new SchemaText();
        text.beginRecord(fullName);
        text.out.append(",\"fields\":[");
        for (int i = 0; i < columns.size(); i++) {
            AvroColumn column = columns.get(i);
            text.field(i, fullName, column.name(), column.type(), column.doc());
        }
        return text.out.append("]}").toString();
    }

    /** Whether there is a type for it: not where nothing is known of it, or of all that it consists of. */
    static boolean hasForm(SemanticType type) {
        if (type instanceof SemanticType.ListOf list) {
            return hasForm(list.element());
        }
        if (type instanceof SemanticType.MapOf map) {
            return hasForm(map.key()) && hasForm(map.value());
        }
        if (type instanceof SemanticType.StructOf struct) {
            return struct.members().stream().anyMatch(member -> hasForm(member.type()));
        }
        return !(type instanceof SemanticType.Unknown);
    }

    /** Whether two types that are neither nested nor unknown become the same. */
    static boolean alike(SemanticType one, SemanticType other) {
        return textOf(one).equals(textOf(other));
    }

    private static String textOf(SemanticType type) {
        SchemaText text = new SchemaText();
        text.type(type, "x");
        return text.out.toString();
    }

    /** Avro has milliseconds of a day as an int, anything finer as a long. */
    static boolean isInt(SemanticType.Time time) {
        return time.unit() == TimeUnit.MILLIS;
    }

    private void beginRecord(String fullName) {
        int dot = fullName.lastIndexOf('.');
        out.append("{\"type\":\"record\",\"name\":").append(quoted(fullName.substring(dot + 1)));
        if (dot >= 0) {
            out.append(",\"namespace\":").append(quoted(fullName.substring(0, dot)));
        }
    }

    private void field(int index, String parent, String name, SemanticType type, String doc) {
        String legal = AvroNames.name(name);
        out.append(index == 0 ? "" : ",")
                .append("{\"name\":")
                .append(quoted(legal))
                .append(",\"type\":");
        optional(type, parent + "." + legal);
        out.append(",\"default\":null");
        if (!doc.isEmpty()) {
            out.append(",\"doc\":").append(quoted(doc));
        }
        if (!legal.equals(name)) {
            out.append(",\"sourceName\":").append(quoted(name));
        }
        out.append('}');
    }

    private void optional(SemanticType type, String path) {
        out.append("[\"null\",");
        type(type, path);
        out.append(']');
    }

    /** @param path the full name of the record, should it be one */
    private void type(SemanticType type, String path) {
        if (type instanceof SemanticType.ListOf list) {
            out.append("{\"type\":\"array\",\"items\":");
            optional(list.element(), path);
            out.append('}');
        } else if (type instanceof SemanticType.MapOf map) {
            map(map, path);
        } else if (type instanceof SemanticType.StructOf struct) {
            struct(struct, path);
        } else if (type instanceof SemanticType.Geometry geometry) {
            geometry(geometry, path);
        } else if (type instanceof SemanticType.Decimal decimal) {
            decimal(DecimalForm.of(decimal));
        } else {
            leaf(type);
        }
    }

    private void leaf(SemanticType type) {
        if (type instanceof SemanticType.Bool) {
            plain("boolean");
        } else if (type instanceof SemanticType.Int integer) {
            integer(integer.bits());
        } else if (type instanceof SemanticType.Real real) {
            plain(real.bits() == Float.SIZE ? "float" : "double");
        } else if (type instanceof SemanticType.Binary) {
            plain("bytes");
        } else if (type instanceof SemanticType.Date) {
            logical("int", "date", CONNECT + "Date");
        } else if (type instanceof SemanticType.Time time) {
            time(time.unit());
        } else if (type instanceof SemanticType.LocalTimestamp local) {
            logical(
                    "long",
                    "local-timestamp-" + word(local.unit()),
                    DEBEZIUM_TIME + prefix(local.unit()) + "Timestamp");
        } else if (type instanceof SemanticType.Instant instant) {
            // Debezium has points in time as text only.
            String name = instant.unit() == TimeUnit.MILLIS ? CONNECT + "Timestamp" : "";
            logical("long", "timestamp-" + word(instant.unit()), name);
        } else if (type instanceof SemanticType.Duration duration) {
            TimeUnit unit = duration.unit();
            logical("long", "", unit == TimeUnit.MILLIS ? "" : DEBEZIUM_TIME + prefix(unit) + "Duration");
        } else {
            text(type);
        }
    }

    private void text(SemanticType type) {
        if (type instanceof SemanticType.Uuid) {
            logical("string", "uuid", DEBEZIUM_DATA + "Uuid");
        } else if (type instanceof SemanticType.Json) {
            logical("string", "", DEBEZIUM_DATA + "Json");
        } else if (type instanceof SemanticType.Enumeration) {
            logical("string", "", DEBEZIUM_DATA + "Enum");
        } else if (type instanceof SemanticType.ZonedTime) {
            logical("string", "", DEBEZIUM_TIME + "ZonedTime");
        } else if (type instanceof SemanticType.Interval) {
            logical("string", "", DEBEZIUM_TIME + "Interval");
        } else if (type instanceof SemanticType.Text
                || type instanceof SemanticType.Bits
                || type instanceof SemanticType.VariableDecimal) {
            plain("string");
        } else {
            throw new IllegalArgumentException("no Avro type for " + type);
        }
    }

    private void integer(int bits) {
        if (bits == Long.SIZE) {
            plain("long");
        } else if (bits == Integer.SIZE) {
            plain("int");
        } else {
            out.append("{\"type\":\"int\",\"connect.type\":\"int").append(bits).append("\"}");
        }
    }

    private void time(TimeUnit unit) {
        if (unit == TimeUnit.MILLIS) {
            logical("int", "time-millis", CONNECT + "Time");
        } else if (unit == TimeUnit.MICROS) {
            logical("long", "time-micros", DEBEZIUM_TIME + "MicroTime");
        } else {
            // Avro has no nanoseconds of a day.
            logical("long", "", DEBEZIUM_TIME + "NanoTime");
        }
    }

    private void decimal(DecimalForm form) {
        if (!form.isNumber()) {
            plain("string");
            return;
        }
        out.append("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":")
                .append(form.precision())
                .append(",\"scale\":")
                .append(form.scale());
        connectName(CONNECT + "Decimal");
        out.append(",\"connect.parameters\":{\"scale\":\"")
                .append(form.scale())
                .append("\",\"connect.decimal.precision\":\"")
                .append(form.precision())
                .append("\"}}");
    }

    private void map(SemanticType.MapOf map, String path) {
        if (map.key() instanceof SemanticType.Text) {
            out.append("{\"type\":\"map\",\"values\":");
            optional(map.value(), path);
            out.append('}');
            return;
        }
        // Connect's own form of maps whose keys are no text.
        out.append("{\"type\":\"array\",\"items\":");
        beginRecord(path);
        out.append(",\"connect.internal.type\":\"MapEntry\",\"fields\":[{\"name\":\"key\",\"type\":");
        type(map.key(), path + ".key");
        out.append("},{\"name\":\"value\",\"type\":");
        optional(map.value(), path + ".value");
        out.append(",\"default\":null}]}}");
    }

    private void struct(SemanticType.StructOf struct, String path) {
        beginRecord(path);
        out.append(",\"fields\":[");
        int index = 0;
        for (SemanticType.Member member : struct.members()) {
            if (hasForm(member.type())) {
                field(index++, path, member.name(), member.type(), "");
            }
        }
        out.append("]}");
    }

    private void geometry(SemanticType.Geometry geometry, String path) {
        beginRecord(path);
        connectName(DEBEZIUM_DATA + "geometry." + (geometry.geographic() ? "Geography" : "Geometry"));
        out.append(",\"fields\":[{\"name\":\"wkb\",\"type\":\"bytes\"},")
                .append("{\"name\":\"srid\",\"type\":[\"null\",\"int\"],\"default\":null}]}");
    }

    private void plain(String type) {
        out.append('"').append(type).append('"');
    }

    /**
     * @param logicalType Avro's, or empty
     * @param connectName as in a Connect schema, or empty
     */
    private void logical(String type, String logicalType, String connectName) {
        out.append("{\"type\":\"").append(type).append('"');
        if (!logicalType.isEmpty()) {
            out.append(",\"logicalType\":\"").append(logicalType).append('"');
        }
        if (!connectName.isEmpty()) {
            connectName(connectName);
        }
        out.append('}');
    }

    private void connectName(String name) {
        out.append(",\"connect.version\":1,\"connect.name\":\"").append(name).append('"');
    }

    private String quoted(String text) {
        return json.reset().string(text).text();
    }

    /** As Avro's logical types end. */
    private static String word(TimeUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /** As Debezium's names begin. */
    private static String prefix(TimeUnit unit) {
        return unit == TimeUnit.MILLIS ? "" : unit == TimeUnit.MICROS ? "Micro" : "Nano";
    }
}
