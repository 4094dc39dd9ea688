// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.ColumnType;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.value.BadValue;
import io.outfall.bigquery.emulator.value.CivilTime;
import io.outfall.bigquery.emulator.value.Decimals;
import io.outfall.bigquery.emulator.value.Lengths;
import io.outfall.bigquery.emulator.value.Literals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code json} of an inserted row. Each type takes only the form that its documentation names, where the
 * original turns more into it: no number for a STRING, no text for a STRUCT.
 */
final class JsonRow {

    /** What is wrong with a row, and in which column. */
    static final class Fault extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String location;

        Fault(String location, @Nullable String message) {
            super(message, null, false, false);
            this.location = location;
        }

        String location() {
            return location;
        }
    }

    private final Columns columns;
    private final boolean ignoreUnknown;

    JsonRow(Columns columns, boolean ignoreUnknown) {
        this.columns = columns;
        this.ignoreUnknown = ignoreUnknown;
    }

    @Nullable
    Object[] read(JsonObject row) {
        @Nullable Object[] values = new Object[columns.size()];
        read(columns, "", row).forEach((name, value) -> values[columns.position(name)] = value);
        return values;
    }

    private Map<String, @Nullable Object> read(Columns fields, String path, JsonObject json) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : json.entrySet()) {
            Column column = fields.find(member.getKey());
            String place = path + member.getKey();
            if (column != null) {
                values.put(column.name(), value(column, place, member.getValue()));
            } else if (!ignoreUnknown) {
                throw new Fault(place, "no such field: " + place + ".");
            }
        }
        for (Column column : fields.all()) {
            if (column.required() && values.get(column.name()) == null) {
                throw new Fault(path + column.name(), "Missing required field: " + path + column.name() + ".");
            }
        }
        return values;
    }

    private @Nullable Object value(Column column, String place, JsonElement json) {
        if (!column.repeated()) {
            return json.isJsonNull() ? null : single(column, place, json);
        }
        if (!json.isJsonArray()) {
            throw new Fault(place, "Repeated field must be imported as a JSON array: " + place + ".");
        }
        List<Object> elements = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray()) {
            if (element.isJsonNull()) {
                throw new Fault(place, "Only optional fields can be set to NULL. Field: " + place);
            }
            elements.add(single(column, place, element));
        }
        return elements;
    }

    private Object single(Column column, String place, JsonElement json) {
        if (column.type() == ColumnType.RECORD) {
            if (!json.isJsonObject()) {
                throw new Fault(place, "This field: " + place + " is a record.");
            }
            return read(column.fields(), place + ".", json.getAsJsonObject());
        }
        if (json.isJsonArray()) {
            throw new Fault(place, "Array specified for non-repeated field: " + place + ".");
        }
        if (json.isJsonObject()) {
            throw new Fault(place, "This field: " + place + " is not a record.");
        }
        try {
            return scalar(column, json.getAsJsonPrimitive());
        } catch (BadValue | ArithmeticException | IllegalArgumentException e) {
            throw new Fault(place, "Cannot convert value to " + column.typeText() + ": " + e.getMessage());
        }
    }

    private static Object scalar(Column column, JsonPrimitive json) {
        return switch (column.type()) {
            case INTEGER -> new BigDecimal(numeric(json)).longValueExact();
            case FLOAT -> Double.valueOf(numeric(json));
            case BOOLEAN -> truth(json);
            case TIMESTAMP ->
                json.isNumber() ? instant(json.getAsBigDecimal()) : Literals.timestamp(json.getAsString());
            case NUMERIC, BIGNUMERIC -> Decimals.ofText(column, numeric(json));
            default -> text(column, json);
        };
    }

    private static Object text(Column column, JsonPrimitive json) {
        if (!json.isString()) {
            throw new BadValue("a text is expected, found " + json);
        }
        String text = json.getAsString();
        return switch (column.type()) {
            case STRING -> Lengths.bounded(column, text);
            case BYTES -> Lengths.bounded(column, Base64.getDecoder().decode(text));
            case DATE -> Literals.date(text);
            case TIME -> Literals.time(text);
            case DATETIME -> Literals.datetime(text);
            case GEOGRAPHY -> Literals.geography(text);
            case INTERVAL -> Literals.interval(text);
            case JSON -> Literals.json(text);
            default -> throw new IllegalStateException("No text: " + column.type());
        };
    }

    private static String numeric(JsonPrimitive json) {
        if (json.isBoolean()) {
            throw new BadValue("a number is expected, found " + json);
        }
        return json.getAsString();
    }

    private static Boolean truth(JsonPrimitive json) {
        if (json.isBoolean()) {
            return json.getAsBoolean();
        }
        if (json.isString()
                && (json.getAsString().equals("true") || json.getAsString().equals("false"))) {
            return Boolean.valueOf(json.getAsString());
        }
        throw new BadValue("true or false is expected, found " + json);
    }

    /** Seconds since 1970. */
    private static Object instant(BigDecimal seconds) {
        return CivilTime.timestamp(
                seconds.movePointRight(6).setScale(0, RoundingMode.UNNECESSARY).longValueExact());
    }
}
