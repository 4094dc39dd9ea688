// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.Control;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Recognises the shape of a record: by the names in its schema and the fields it has, and in maps by fields alone. */
final class Shapes {
    private static final Shape ENVELOPE = new Shape.Envelope();
    private static final Shape MESSAGE = new Shape.Message();
    private static final Shape FLATTENED = new Shape.FlatRow(true);
    private static final Shape PLAIN = new Shape.FlatRow(false);

    /** Debezium's names come with a prefix per connector, of which adjustment modes may change characters. */
    private static final Map<String, Control.Kind> CONTROL_NAMES = Map.of(
            "connector.common.Heartbeat", Control.Kind.HEARTBEAT,
            ".SchemaChangeValue", Control.Kind.SCHEMA_CHANGE,
            ".TransactionMetadataValue", Control.Kind.TRANSACTION,
            "connector.common.Notification", Control.Kind.NOTIFICATION);

    private final EventSettings.Format format;
    private final ControlTopics topics;
    private final Set<String> signs;

    Shapes(EventSettings settings) {
        this.format = settings.format();
        this.topics = settings.controlTopics();
        this.signs = settings.flattened().signs();
    }

    /** The shape of records whose value has this schema. */
    Shape of(Schema schema) {
        if (schema.type() != Schema.Type.STRUCT) {
            return unreadable(schema.type().getName().toLowerCase(Locale.ROOT));
        }
        if (format == EventSettings.Format.PLAIN) {
            return PLAIN;
        }
        Optional<Shape> control = control(schema.name());
        if (control.isPresent()) {
            return control.get();
        }
        if (format != EventSettings.Format.FLATTENED) {
            Optional<Shape> envelope = envelope(schema);
            if (envelope.isPresent()) {
                return envelope.get();
            }
        }
        return row(signs.stream().anyMatch(sign -> schema.field(sign) != null));
    }

    /** The shape of one record whose value has no schema. */
    Shape of(String topic, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return unreadable(value.getClass().getSimpleName());
        }
        if (format == EventSettings.Format.PLAIN) {
            return PLAIN;
        }
        if (format != EventSettings.Format.FLATTENED && isEnvelope(map)) {
            return map.containsKey("message") && !map.containsKey("after") ? MESSAGE : ENVELOPE;
        }
        Control.Kind kind = control(topic, map);
        if (kind != null) {
            return new Shape.ControlRecord(kind);
        }
        return row(hasSign(map));
    }

    private Shape row(boolean metadata) {
        return switch (format) {
            case AUTO -> metadata ? FLATTENED : PLAIN;
            case FLATTENED -> FLATTENED;
            case PLAIN -> PLAIN;
            case ENVELOPE ->
                new Shape.Unreadable(
                        null, "the value is no change envelope with the fields op, source and before or after");
        };
    }

    private static Optional<Shape> control(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return CONTROL_NAMES.entrySet().stream()
                .filter(entry -> name.endsWith(entry.getKey()))
                .findFirst()
                .map(entry -> new Shape.ControlRecord(entry.getValue()));
    }

    /** Envelopes are known by their name or, where a transform or converter took it away, by their fields. */
    private static Optional<Shape> envelope(Schema schema) {
        Field op = schema.field("op");
        if (op == null || op.schema().type() != Schema.Type.STRING) {
            return Optional.empty();
        }
        String name = schema.name() == null ? "" : schema.name();
        boolean rows = schema.field("after") != null || schema.field("before") != null;
        boolean known = name.endsWith(".Envelope") || name.equals("Envelope") || schema.field("source") != null;
        if (rows && known) {
            return Optional.of(rowsOf(schema));
        }
        boolean message = name.endsWith("MessageValue") || schema.field("source") != null;
        return message && schema.field("message") != null ? Optional.of(MESSAGE) : Optional.empty();
    }

    private static Shape rowsOf(Schema envelope) {
        for (String image : List.of("after", "before")) {
            Field field = envelope.field(image);
            if (field != null && field.schema().type() != Schema.Type.STRUCT) {
                String type = field.schema().type().getName().toLowerCase(Locale.ROOT);
                return new Shape.Unreadable(
                        image, "the row is of type " + type + ", not a struct; documents (MongoDB) are not supported");
            }
        }
        return ENVELOPE;
    }

    private static boolean isEnvelope(Map<?, ?> map) {
        return map.get("op") instanceof String op
                && map.get("source") instanceof Map
                // A truncate has neither row.
                && (map.containsKey("after")
                        || map.containsKey("before")
                        || map.containsKey("message")
                        || op.equals("t"));
    }

    private Control.@Nullable Kind control(String topic, Map<?, ?> map) {
        if (map.size() == 1
                && map.containsKey("ts_ms")
                && topics.heartbeat().matcher(topic).matches()) {
            return Control.Kind.HEARTBEAT;
        }
        if (map.containsKey("ddl") && map.containsKey("tableChanges") && map.containsKey("source")) {
            return Control.Kind.SCHEMA_CHANGE;
        }
        if (map.containsKey("status") && map.containsKey("event_count")) {
            return matches(topics.transaction(), topic) ? Control.Kind.TRANSACTION : null;
        }
        if (map.containsKey("aggregate_type") && map.containsKey("type")) {
            return matches(topics.notification(), topic) ? Control.Kind.NOTIFICATION : null;
        }
        boolean signal = map.containsKey("type") && map.containsKey("data") && map.size() <= 3;
        return signal && matches(topics.signal(), topic) ? Control.Kind.SIGNAL : null;
    }

    private static boolean matches(Pattern pattern, String topic) {
        return pattern.matcher(topic).matches();
    }

    private boolean hasSign(Map<?, ?> map) {
        for (String sign : signs) {
            if (map.containsKey(sign)) {
                return true;
            }
        }
        return false;
    }

    private static Shape unreadable(String type) {
        return new Shape.Unreadable(null, "the value is of type " + type + ", not a row");
    }
}
