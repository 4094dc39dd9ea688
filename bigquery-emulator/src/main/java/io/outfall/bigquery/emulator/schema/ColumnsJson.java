// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Columns as the REST interface writes them: {@code {"fields": [{"name", "type", "mode", …}]}}. */
public final class ColumnsJson {

    private static final Set<String> KNOWN =
            Set.of("name", "type", "mode", "fields", "description", "maxLength", "precision", "scale");
    private static final Set<String> NOT_EMULATED = Set.of(
            "defaultValueExpression",
            "policyTags",
            "collation",
            "roundingMode",
            "rangeElementType",
            "categories",
            "foreignTypeDefinition",
            "dataPolicies",
            "nameAlternative",
            "timestampPrecision",
            "generatedColumn");
    private static final int MAX_COLUMNS = 10_000;
    private static final int MAX_DEPTH = 15;
    private static final int MAX_DESCRIPTION = 1024;

    private ColumnsJson() {}

    /**
     * Reads and checks the schema of a table.
     *
     * @throws Refusal where a name, a type or a combination is none that BigQuery takes
     */
    public static Columns read(JsonObject schema) {
        for (String key : schema.keySet()) {
            if (!key.equals("fields")) {
                throw unknown(key, "table.schema");
            }
        }
        return fields(schema.get("fields"), 0);
    }

    /** Writes the schema of a table. */
    public static JsonObject write(Columns columns) {
        JsonObject schema = new JsonObject();
        schema.add("fields", array(columns));
        return schema;
    }

    /** What the original says of a name it does not know. */
    public static Refusal unknown(String name, String where) {
        return new Refusal(
                Refusal.Reason.BAD_REQUEST,
                "Invalid JSON payload received. Unknown name \"" + name + "\" at '" + where + "': Cannot find field.");
    }

    private static Columns fields(@Nullable JsonElement array, int depth) {
        if (array == null || array.isJsonNull()) {
            return Columns.none();
        }
        if (depth >= MAX_DEPTH) {
            throw Refusal.invalid("Schema is nested too deeply: at most " + MAX_DEPTH + " levels");
        }
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonElement element : array.getAsJsonArray()) {
            Column column = column(element.getAsJsonObject(), depth);
            if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
                throw Refusal.invalid("Field " + column.name() + " already exists in schema");
            }
            columns.add(column);
        }
        if (columns.size() > MAX_COLUMNS) {
            throw Refusal.invalid("Too many fields: " + columns.size() + ", at most " + MAX_COLUMNS);
        }
        return new Columns(columns);
    }

    private static Column column(JsonObject json, int depth) {
        for (String key : json.keySet()) {
            if (NOT_EMULATED.contains(key) && !json.get(key).isJsonNull()) {
                throw Refusal.notEmulated("columns with " + key);
            }
            if (!KNOWN.contains(key) && !NOT_EMULATED.contains(key)) {
                throw unknown(key, "table.schema.fields");
            }
        }
        String name = required(json, "name");
        Names.checkColumn(name);
        Column column = new Column(
                name,
                ColumnType.named(required(json, "type")),
                mode(text(json, "mode")),
                fields(json.get("fields"), depth + 1),
                text(json, "description"),
                number(json, "maxLength"),
                intNumber(json, "precision"),
                intNumber(json, "scale"));
        check(column);
        return column;
    }

    private static void check(Column column) {
        if ((column.type() == ColumnType.RECORD) == (column.fields().size() == 0)) {
            throw Refusal.invalid(
                    column.type() == ColumnType.RECORD
                            ? "Field " + column.name() + " is type RECORD but has no schema"
                            : "Field " + column.name() + " of type "
                                    + column.type().rest() + " must not have fields");
        }
        if (column.description() != null && column.description().length() > MAX_DESCRIPTION) {
            throw Refusal.invalid("Description of field " + column.name() + " is longer than 1024 characters");
        }
        TypeParameters.check(column);
    }

    private static Mode mode(@Nullable String text) {
        if (text == null) {
            return Mode.NULLABLE;
        }
        for (Mode mode : Mode.values()) {
            if (mode.name().equalsIgnoreCase(text)) {
                return mode;
            }
        }
        throw Refusal.invalid("Invalid value for mode: " + text + " is not a valid value");
    }

    private static String required(JsonObject json, String key) {
        String text = text(json, key);
        if (text == null) {
            throw Refusal.invalid("Required parameter is missing: schema.fields." + key);
        }
        return text;
    }

    private static @Nullable String text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private static @Nullable Long number(JsonObject json, String key) {
        String text = text(json, key);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.Reason.INVALID, "Invalid value for " + key + ": " + text, e);
        }
    }

    private static @Nullable Integer intNumber(JsonObject json, String key) {
        Long number = number(json, key);
        return number == null ? null : Math.toIntExact(number);
    }

    private static JsonArray array(Columns columns) {
        JsonArray array = new JsonArray();
        for (Column column : columns.all()) {
            JsonObject json = new JsonObject();
            json.addProperty("name", column.name());
            json.addProperty("type", column.type().rest());
            json.addProperty("mode", column.mode().name());
            if (column.fields().size() > 0) {
                json.add("fields", array(column.fields()));
            }
            if (column.description() != null) {
                json.addProperty("description", column.description());
            }
            property(json, "maxLength", column.maxLength());
            property(json, "precision", column.precision());
            property(json, "scale", column.scale());
            array.add(json);
        }
        return array;
    }

    /** Numbers of 64 bits travel as text. */
    private static void property(JsonObject json, String key, @Nullable Number value) {
        if (value != null) {
            json.addProperty(key, value.toString());
        }
    }
}
