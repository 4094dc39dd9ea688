// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The schema names that carry a meaning: Connect's logical types and Debezium's semantic types. To add one, put it into
 * the group that it belongs to; it is looked up by its whole name and only on the Connect type that it is defined for.
 */
final class NamedTypes {
    private static final String CONNECT = "org.apache.kafka.connect.data.";
    private static final String TIME = "io.debezium.time.";
    private static final String DATA = "io.debezium.data.";
    private static final int UNDECLARED_PRECISION = 38;
    /** The largest scale of PostgreSQL, which allows more than others do. */
    private static final int MAX_SCALE = 1000;
    /** Debezium's length for a bit string without a limit. */
    private static final int UNLIMITED_BITS = Integer.MAX_VALUE;

    private final TypeRules rules;
    private final ValuePolicies policies;
    private final Map<String, Meaning> meanings = new HashMap<>();

    NamedTypes(TypeRules rules, ValuePolicies policies) {
        this.rules = rules;
        this.policies = policies;
        connect();
        numericTimes();
        textTimes();
        structuredTimes();
        data();
    }

    /** What the schema's name says, or empty where it has none that is known for its Connect type. */
    Optional<Resolved> resolve(Schema schema) {
        Meaning meaning = schema.name() == null ? null : meanings.get(schema.name());
        return meaning == null || !meaning.fits(schema)
                ? Optional.empty()
                : Optional.of(meaning.resolve().apply(schema));
    }

    /** What a name means, the Connect type that it is defined for, and the fields that the type must have. */
    private record Meaning(Schema.Type physical, List<String> fields, Function<Schema, Resolved> resolve) {

        boolean fits(Schema schema) {
            return schema.type() == physical && fields.stream().allMatch(name -> schema.field(name) != null);
        }
    }

    private void connect() {
        put(CONNECT + "Decimal", Schema.Type.BYTES, this::decimal);
        Dates dates = new Dates(policies);
        put(
                CONNECT + "Date",
                Schema.Type.INT32,
                new Resolved(dates.type(), raw -> dates.millis(Timestamps.millis(raw))));
        Times times = new Times(TimeUnit.MILLIS, policies);
        put(
                CONNECT + "Time",
                Schema.Type.INT32,
                new Resolved(times.type(), raw -> times.units(Timestamps.millis(raw))));
        Timestamps timestamps = new Timestamps(TimeUnit.MILLIS, rules.connectTimestamp(), policies);
        put(
                CONNECT + "Timestamp",
                Schema.Type.INT64,
                new Resolved(timestamps.type(), raw -> timestamps.units(Timestamps.millis(raw))));
    }

    private void numericTimes() {
        Dates dates = new Dates(policies);
        put(TIME + "Date", Schema.Type.INT32, new Resolved(dates.type(), raw -> dates.days((Number) raw)));
        put(TIME + "Time", Schema.Type.INT32, time(TimeUnit.MILLIS));
        put(TIME + "MicroTime", Schema.Type.INT64, time(TimeUnit.MICROS));
        put(TIME + "NanoTime", Schema.Type.INT64, time(TimeUnit.NANOS));
        put(TIME + "Timestamp", Schema.Type.INT64, timestamp(TimeUnit.MILLIS));
        put(TIME + "MicroTimestamp", Schema.Type.INT64, timestamp(TimeUnit.MICROS));
        put(TIME + "NanoTimestamp", Schema.Type.INT64, timestamp(TimeUnit.NANOS));
        put(TIME + "Year", Schema.Type.INT32, Resolved.canonical(new SemanticType.Int(32)));
        put(TIME + "MicroDuration", Schema.Type.INT64, Resolved.canonical(new SemanticType.Duration(TimeUnit.MICROS)));
        put(TIME + "NanoDuration", Schema.Type.INT64, Resolved.canonical(new SemanticType.Duration(TimeUnit.NANOS)));
    }

    private void textTimes() {
        Dates dates = new Dates(policies);
        put(TIME + "IsoDate", Schema.Type.STRING, new Resolved(dates.type(), raw -> dates.iso((String) raw)));
        Times times = new Times(rules.undeclaredUnit(), policies);
        put(TIME + "IsoTime", Schema.Type.STRING, new Resolved(times.type(), raw -> times.iso((String) raw)));
        put(TIME + "IsoTimestamp", Schema.Type.STRING, isoTimestamp(TemporalRule.Zone.LOCAL));
        put(TIME + "ZonedTimestamp", Schema.Type.STRING, isoTimestamp(TemporalRule.Zone.UTC));
        put(TIME + "ZonedTime", Schema.Type.STRING, Resolved.canonical(new SemanticType.ZonedTime()));
        put(TIME + "Interval", Schema.Type.STRING, Resolved.canonical(new SemanticType.Interval()));
    }

    private void structuredTimes() {
        Dates dates = new Dates(policies);
        struct(
                TIME + "StructuredDate",
                List.of("year", "month", "day"),
                schema -> new Resolved(dates.type(), new StructuredParts(schema).date(dates)));
        struct(TIME + "StructuredTime", List.of("hour"), schema -> {
            StructuredParts parts = new StructuredParts(schema);
            Times times = new Times(parts.unit(rules.undeclaredUnit()), policies);
            return new Resolved(times.type(), parts.time(times));
        });
        List<String> timestamp = List.of("year", "month", "day", "hour");
        struct(TIME + "StructuredTimestamp", timestamp, schema -> structured(schema, TemporalRule.Zone.LOCAL));
        struct(TIME + "StructuredZonedTimestamp", timestamp, schema -> structured(schema, TemporalRule.Zone.UTC));
        struct(
                TIME + "StructuredZonedTime",
                List.of("hour"),
                schema -> new Resolved(new SemanticType.ZonedTime(), new StructuredParts(schema).zonedTime()));
        struct(
                TIME + "StructuredDuration",
                List.of("seconds"),
                schema -> new Resolved(new SemanticType.Interval(), new StructuredParts(schema).duration()));
    }

    private void data() {
        put(DATA + "Bits", Schema.Type.BYTES, NamedTypes::bits);
        put(DATA + "Enum", Schema.Type.STRING, Resolved.canonical(new SemanticType.Enumeration()));
        put(DATA + "EnumSet", Schema.Type.STRING, Resolved.canonical(new SemanticType.Text()));
        put(DATA + "Json", Schema.Type.STRING, Resolved.canonical(new SemanticType.Json()));
        put(DATA + "Uuid", Schema.Type.STRING, Resolved.canonical(new SemanticType.Uuid()));
        struct(DATA + "VariableScaleDecimal", List.of("scale", "value"), this::variableDecimal);
        struct(DATA + "geometry.Geometry", List.of("wkb"), schema -> geometry(schema, false));
        struct(DATA + "geometry.Geography", List.of("wkb"), schema -> geometry(schema, true));
    }

    private void put(String name, Schema.Type physical, Resolved resolved) {
        put(name, physical, schema -> resolved);
    }

    private void put(String name, Schema.Type physical, Function<Schema, Resolved> resolve) {
        meanings.put(name, new Meaning(physical, List.of(), resolve));
    }

    private void struct(String name, List<String> fields, Function<Schema, Resolved> resolve) {
        meanings.put(name, new Meaning(Schema.Type.STRUCT, fields, resolve));
    }

    private Resolved time(TimeUnit unit) {
        Times times = new Times(unit, policies);
        return new Resolved(times.type(), raw -> times.units((Number) raw));
    }

    private Resolved timestamp(TimeUnit unit) {
        Timestamps timestamps = new Timestamps(unit, TemporalRule.Zone.LOCAL, policies);
        return new Resolved(timestamps.type(), raw -> timestamps.units((Number) raw));
    }

    private Resolved isoTimestamp(TemporalRule.Zone zone) {
        Timestamps timestamps = new Timestamps(rules.undeclaredUnit(), zone, policies);
        return new Resolved(timestamps.type(), raw -> timestamps.iso((String) raw));
    }

    private Resolved structured(Schema schema, TemporalRule.Zone zone) {
        StructuredParts parts = new StructuredParts(schema);
        Timestamps timestamps = new Timestamps(parts.unit(rules.undeclaredUnit()), zone, policies);
        return new Resolved(timestamps.type(), parts.timestamp(timestamps));
    }

    private Resolved decimal(Schema schema) {
        int declared = parameter(schema, "connect.decimal.precision", UNDECLARED_PRECISION);
        int precision = declared > 0 ? declared : UNDECLARED_PRECISION;
        Decimals decimals =
                new Decimals(new SemanticType.Decimal(precision, signed(parameter(schema, "scale", 0))), policies);
        return new Resolved(decimals.type(), raw -> decimals.number((BigDecimal) raw));
    }

    /** PostgreSQL's negative scales arrive as the eleven bits they are stored in: -2 as 2046. */
    private static int signed(int scale) {
        return scale > MAX_SCALE ? scale - (1 << 11) : scale;
    }

    private Resolved variableDecimal(Schema schema) {
        StructField scale = field(schema, "scale");
        StructField digits = field(schema, "value");
        Decimals decimals = new Decimals(rules.variableDecimals().orElse(null), policies);
        return new Resolved(decimals.type(), raw -> {
            Struct struct = (Struct) raw;
            Object unscaled = digits.read(struct);
            Object places = scale.read(struct);
            if (unscaled == null || places == null) {
                throw new UnfitValueException("the decimal lacks its digits or its scale");
            }
            return decimals.unscaled(bytes(unscaled), ((Number) places).intValue());
        });
    }

    private static Resolved bits(Schema schema) {
        int length = parameter(schema, "length", UNLIMITED_BITS);
        boolean varying = length == UNLIMITED_BITS || SourceColumn.of(schema).hasType("VARBIT");
        return new Resolved(new SemanticType.Bits(), new BitStrings(varying ? 0 : length));
    }

    private static Resolved geometry(Schema schema, boolean geographic) {
        StructField wkb = field(schema, "wkb");
        Field srid = schema.field("srid");
        StructField reference = srid == null ? null : new StructField(srid);
        return new Resolved(new SemanticType.Geometry(geographic), raw -> {
            Struct struct = (Struct) raw;
            Object shape = wkb.read(struct);
            if (shape == null) {
                throw new UnfitValueException("the geometry lacks its shape");
            }
            Object system = reference == null ? null : reference.read(struct);
            return new GeometryValue(buffer(shape), (Integer) system);
        });
    }

    private static StructField field(Schema schema, String name) {
        return new StructField(schema.field(name));
    }

    private static int parameter(Schema schema, String name, int otherwise) {
        Integer value = Parameters.number(schema, name);
        return value == null ? otherwise : value;
    }

    private static ByteBuffer buffer(Object raw) {
        return raw instanceof byte[] array ? ByteBuffer.wrap(array) : (ByteBuffer) raw;
    }

    private static byte[] bytes(Object raw) {
        if (raw instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) raw).duplicate();
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }
}
