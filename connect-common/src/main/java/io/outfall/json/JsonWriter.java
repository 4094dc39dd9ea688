// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes canonical values as JSON (RFC 8259) on one line: decimals as plain numbers, dates and times as ISO-8601 text,
 * binary as Base64, JSON columns as the JSON they are, what JSON has no number for (NaN, infinities) as text.
 *
 * <p>Reuse one writer per task: {@link #text()} hands out what was written since {@link #reset()}.
 */
public final class JsonWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** 1E+1000000000 is a value of a gigabyte of zeros. */
    private static final int MAX_SCALE = 100_000;

    private static final String[] CONTROL_ESCAPES = controlEscapes();

    private final StringBuilder out = new StringBuilder();

    /** Starts over. */
    public JsonWriter reset() {
        out.setLength(0);
        return this;
    }

    /** What was written. */
    public String text() {
        return out.toString();
    }

    /** Writes a row as an object; columns that have no value are null. */
    public JsonWriter row(Row row) {
        List<Column> columns = row.layout().columns();
        beginObject();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            member(i, column.name(), column.type(), column.value(row.data()));
        }
        return endObject();
    }

    /** Begins an object, of which {@link #member} writes the members and {@link #endObject} the end. */
    public JsonWriter beginObject() {
        out.append('{');
        return this;
    }

    /**
     * Writes one member of an object.
     *
     * @param index how many members were written before
     * @param value in canonical form, or null
     * @throws UnfitValueException if the value has no form in JSON
     */
    public JsonWriter member(int index, String name, SemanticType type, @Nullable Object value) {
        name(index, name);
        return value(type, value);
    }

    /** Ends an object. */
    public JsonWriter endObject() {
        out.append('}');
        return this;
    }

    /**
     * Writes one value.
     *
     * @param type what it means
     * @param value in canonical form, or null
     * @throws UnfitValueException if the value has no form in JSON
     */
    public JsonWriter value(SemanticType type, @Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof Number number) {
            number(type, number);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (type instanceof SemanticType.Json) {
            document((String) value);
        } else if (type instanceof SemanticType.ListOf list) {
            list(list, (List<?>) value);
        } else if (type instanceof SemanticType.MapOf map) {
            map(map, (Map<?, ?>) value);
        } else if (type instanceof SemanticType.StructOf struct) {
            struct(struct, (Object[]) value);
        } else if (value instanceof GeometryValue geometry) {
            geometry(geometry);
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            string(base64(value));
        } else {
            string(value.toString());
        }
        return this;
    }

    /** Writes a string with its quotes. */
    public JsonWriter string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(CONTROL_ESCAPES[c]);
            } else {
                out.append(c);
            }
        }
        out.append('"');
        return this;
    }

    private void number(SemanticType type, Number value) {
        if (type instanceof SemanticType.Date) {
            string(LocalDate.ofEpochDay(value.longValue()).toString());
        } else if (type instanceof SemanticType.Time time) {
            long nanos = value.longValue() * (NANOS_PER_SECOND / time.unit().perSecond());
            string(DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos)));
        } else if (type instanceof SemanticType.LocalTimestamp timestamp) {
            string(isoDateTime(value.longValue(), timestamp.unit()));
        } else if (type instanceof SemanticType.Instant instant) {
            string(isoDateTime(value.longValue(), instant.unit()) + "Z");
        } else if (value instanceof BigDecimal decimal) {
            decimal(decimal);
        } else if (value instanceof Double || value instanceof Float) {
            real(value);
        } else {
            out.append(value.longValue());
        }
    }

    private void decimal(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new UnfitValueException("a decimal of scale " + value.scale() + " is too long as plain text");
        }
        out.append(value.toPlainString());
    }

    /** Line breaks can only stand between tokens, where a blank means the same. */
    private void document(String json) {
        int start = out.length();
        out.append(json);
        for (int i = start; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c == '\n' || c == '\r') {
                out.setCharAt(i, ' ');
            }
        }
    }

    private void real(Number value) {
        if (Double.isFinite(value.doubleValue())) {
            out.append(value);
        } else {
            string(value.toString());
        }
    }

    private static String isoDateTime(long value, TimeUnit unit) {
        long seconds = Math.floorDiv(value, unit.perSecond());
        long nanos = Math.floorMod(value, unit.perSecond()) * (NANOS_PER_SECOND / unit.perSecond());
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC));
    }

    private void list(SemanticType.ListOf type, List<?> values) {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            value(type.element(), values.get(i));
        }
        out.append(']');
    }

    private void map(SemanticType.MapOf type, Map<?, ?> values) {
        beginObject();
        int i = 0;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            member(i++, String.valueOf(entry.getKey()), type.value(), entry.getValue());
        }
        endObject();
    }

    private void struct(SemanticType.StructOf type, Object[] values) {
        beginObject();
        for (int i = 0; i < values.length; i++) {
            SemanticType.Member member = type.members().get(i);
            member(i, member.name(), member.type(), values[i]);
        }
        endObject();
    }

    private void geometry(GeometryValue geometry) {
        out.append("{\"wkb\":");
        string(base64(geometry.wkb()));
        out.append(",\"srid\":").append(geometry.srid()).append('}');
    }

    private void name(int index, String name) {
        if (index > 0) {
            out.append(',');
        }
        string(name);
        out.append(':');
    }

    private static String base64(Object bytes) {
        if (bytes instanceof byte[] array) {
            return Base64.getEncoder().encodeToString(array);
        }
        ByteBuffer encoded = Base64.getEncoder().encode(((ByteBuffer) bytes).duplicate());
        return java.nio.charset.StandardCharsets.ISO_8859_1.decode(encoded).toString();
    }

    private static String[] controlEscapes() {
        String[] escapes = new String[' '];
        for (int i = 0; i < escapes.length; i++) {
            escapes[i] = String.format(java.util.Locale.ROOT, "\\u%04x", i);
        }
        escapes['\n'] = "\\n";
        escapes['\r'] = "\\r";
        escapes['\t'] = "\\t";
        return escapes;
    }
}
