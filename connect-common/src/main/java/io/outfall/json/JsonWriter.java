// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes canonical values as JSON (RFC 8259) on one line: decimals as plain numbers, dates and times as ISO-8601 text,
 * binary as Base64, JSON columns as the JSON they are (or as text, if they are none), what JSON has no number for (NaN,
 * infinities) as text.
 *
 * <p>Reuse one writer per task: {@link #text()} hands out what was written since {@link #reset()}.
 */
public final class JsonWriter {
    /** 1E+1000000000 is a value of a gigabyte of zeros. */
    private static final int MAX_SCALE = 100_000;

    private final Utf8Text out = new Utf8Text();

    /** Starts over. */
    public JsonWriter reset() {
        out.clear();
        return this;
    }

    /** What was written. */
    public String text() {
        return out.toString();
    }

    /** What was written, in UTF-8: the first {@link #length()} bytes, until the next call of {@link #reset()}. */
    public byte[] bytes() {
        return out.bytes();
    }

    /** How many bytes were written. */
    public int length() {
        return out.size();
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
        out.ascii('{');
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
        return name(index, name).value(type, value);
    }

    /** Ends an object. */
    public JsonWriter endObject() {
        out.ascii('}');
        return this;
    }

    /**
     * Writes the name of an object's member, of which the value comes next.
     *
     * @param index how many members were written before
     */
    public JsonWriter name(int index, String name) {
        element(index);
        string(name);
        out.ascii(':');
        return this;
    }

    /** Begins a list, of which {@link #element} comes before each element and {@link #endList} at the end. */
    public JsonWriter beginList() {
        out.ascii('[');
        return this;
    }

    /**
     * Begins an element of a list, of which the value comes next.
     *
     * @param index how many elements were written before
     */
    public JsonWriter element(int index) {
        if (index > 0) {
            out.ascii(',');
        }
        return this;
    }

    /** Ends a list. */
    public JsonWriter endList() {
        out.ascii(']');
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
            out.ascii("null");
        } else if (value instanceof Number number) {
            number(type, number);
        } else if (value instanceof Boolean) {
            out.ascii(value.toString());
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
            base64(value);
        } else {
            string(value.toString());
        }
        return this;
    }

    /**
     * Writes what a {@link JsonReader} reads: maps, lists, strings, numbers, booleans and null.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public JsonWriter tree(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            int i = 0;
            beginObject();
            for (Map.Entry<?, ?> member : object.entrySet()) {
                name(i++, (String) member.getKey()).tree(member.getValue());
            }
            return endObject();
        }
        if (value instanceof List<?> list) {
            beginList();
            for (int i = 0; i < list.size(); i++) {
                element(i).tree(list.get(i));
            }
            return endList();
        }
        if (value instanceof String text) {
            return string(text);
        }
        if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
            out.ascii(String.valueOf(value));
            return this;
        }
        throw new IllegalArgumentException("no JSON: " + value.getClass());
    }

    /** Writes JSON as it is, which the caller knows to be what belongs here. */
    public JsonWriter verbatim(byte[] json) {
        out.ascii(json);
        return this;
    }

    /** Writes a string with its quotes. */
    public JsonWriter string(String value) {
        out.ascii('"');
        out.escaped(value);
        out.ascii('"');
        return this;
    }

    private void number(SemanticType type, Number value) {
        if (value instanceof BigDecimal decimal) {
            decimal(decimal);
        } else if (value instanceof Double || value instanceof Float) {
            real(value);
        } else if (!time(type, value.longValue())) {
            out.number(value.longValue());
        }
    }

    /** Writes what is a date or a time, and says whether it is one. */
    private boolean time(SemanticType type, long value) {
        if (type instanceof SemanticType.Instant instant) {
            out.ascii('"');
            IsoText.dateTime(value, instant.unit(), out);
            out.ascii("Z\"");
        } else if (type instanceof SemanticType.LocalTimestamp local) {
            out.ascii('"');
            IsoText.dateTime(value, local.unit(), out);
            out.ascii('"');
        } else if (type instanceof SemanticType.Date) {
            out.ascii('"');
            IsoText.date(value, out);
            out.ascii('"');
        } else if (type instanceof SemanticType.Time time) {
            out.ascii('"');
            IsoText.time(value, time.unit(), out);
            out.ascii('"');
        } else {
            return false;
        }
        return true;
    }

    /** Writes JSON as it is, and what only claims to be JSON as a string. */
    private void document(String json) {
        if (JsonSyntax.isDocument(json)) {
            // Line breaks can only stand between tokens, where a blank means the same.
            out.line(json);
        } else {
            string(json);
        }
    }

    private void decimal(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new UnfitValueException("a decimal of scale " + value.scale() + " is too long as plain text");
        }
        out.ascii(value.toPlainString());
    }

    private void real(Number value) {
        if (Double.isFinite(value.doubleValue())) {
            out.ascii(value.toString());
        } else {
            string(value.toString());
        }
    }

    private void list(SemanticType.ListOf type, List<?> values) {
        beginList();
        for (int i = 0; i < values.size(); i++) {
            element(i).value(type.element(), values.get(i));
        }
        endList();
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
        out.ascii("{\"wkb\":");
        base64(geometry.wkb());
        out.ascii(",\"srid\":" + geometry.srid() + "}");
    }

    private void base64(Object bytes) {
        ByteBuffer plain = bytes instanceof byte[] array ? ByteBuffer.wrap(array) : ((ByteBuffer) bytes).duplicate();
        out.ascii('"');
        out.ascii(Base64.getEncoder().encode(plain).array());
        out.ascii('"');
    }
}
