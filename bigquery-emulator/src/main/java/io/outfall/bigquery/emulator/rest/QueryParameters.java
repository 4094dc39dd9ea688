// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.ColumnType;
import io.outfall.bigquery.emulator.value.BadValue;
import io.outfall.bigquery.emulator.value.Literals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code queryParameters} of a query. */
final class QueryParameters {

    private final List<JsonObject> all = new ArrayList<>();
    private final List<@Nullable Object> bound = new ArrayList<>();

    QueryParameters(JsonObject request) {
        JsonElement array = Json.member(request, "queryParameters");
        if (array != null) {
            array.getAsJsonArray().forEach(element -> all.add(element.getAsJsonObject()));
        }
        for (JsonObject parameter : all) {
            Json.checkKeys(parameter, "queryParameters", Set.of("name", "parameterType", "parameterValue"));
        }
    }

    /** Binds the value of a parameter and gives the mark for it: {@code ?}, or a list of them. */
    String bind(int index, @Nullable String name) {
        JsonObject parameter = name == null ? at(index) : named(name);
        JsonObject type = Json.object(parameter, "parameterType");
        if (type == null) {
            throw Refusal.invalid("Required parameter is missing: queryParameters.parameterType");
        }
        JsonObject given = Json.object(parameter, "parameterValue");
        JsonObject value = given == null ? new JsonObject() : given;
        if (!Json.required(type, "type").equalsIgnoreCase("ARRAY")) {
            bound.add(scalar(type, value));
            return "?";
        }
        JsonObject elementType = Json.object(type, "arrayType");
        if (elementType == null) {
            throw Refusal.invalid("Required parameter is missing: parameterType.arrayType");
        }
        JsonElement elements = Json.member(value, "arrayValues");
        int count = elements == null ? 0 : elements.getAsJsonArray().size();
        for (int i = 0; i < count && elements != null; i++) {
            bound.add(scalar(elementType, elements.getAsJsonArray().get(i).getAsJsonObject()));
        }
        return "[" + String.join(", ", Collections.nCopies(count, "?")) + "]";
    }

    /** The values of all marks, in their order. */
    List<@Nullable Object> bound() {
        return bound;
    }

    private JsonObject at(int index) {
        if (index >= all.size()) {
            throw missing("at position " + (index + 1));
        }
        return all.get(index);
    }

    private JsonObject named(String name) {
        for (JsonObject parameter : all) {
            if (name.equalsIgnoreCase(Json.text(parameter, "name"))) {
                return parameter;
            }
        }
        throw missing("@" + name);
    }

    private static Refusal missing(String which) {
        return new Refusal(Refusal.Reason.INVALID_QUERY, "Query parameter " + which + " not found");
    }

    private static @Nullable Object scalar(JsonObject type, JsonObject json) {
        String value = Json.text(json, "value");
        ColumnType wanted = ColumnType.named(Json.required(type, "type"));
        if (value == null) {
            return null;
        }
        try {
            return switch (wanted) {
                case INTEGER -> Long.valueOf(value);
                case FLOAT -> Double.valueOf(value);
                case BOOLEAN -> Boolean.valueOf(value);
                case NUMERIC -> new BigDecimal(value);
                case TIMESTAMP -> Literals.timestamp(value);
                case DATE -> Literals.date(value);
                case TIME -> Literals.time(value);
                case DATETIME -> Literals.datetime(value);
                case BYTES -> Base64.getDecoder().decode(value);
                case RECORD -> throw Refusal.notEmulated("query parameters of type STRUCT");
                default -> value;
            };
        } catch (BadValue | IllegalArgumentException e) {
            throw new Refusal(Refusal.Reason.INVALID_QUERY, "Invalid value of a query parameter: " + e.getMessage(), e);
        }
    }
}
