// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.ColumnsJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads members of JSON objects. Null and absent are the same. */
final class Json {

    private Json() {}

    static @Nullable JsonElement member(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? null : value;
    }

    static @Nullable JsonObject object(JsonObject json, String key) {
        JsonElement value = member(json, key);
        if (value != null && !value.isJsonObject()) {
            throw Refusal.invalid("Invalid value at '" + key + "': an object is expected");
        }
        return value == null ? null : value.getAsJsonObject();
    }

    static @Nullable String text(JsonObject json, String key) {
        JsonElement value = member(json, key);
        if (value != null && !value.isJsonPrimitive()) {
            throw Refusal.invalid("Invalid value at '" + key + "': a text is expected");
        }
        return value == null ? null : value.getAsString();
    }

    static String required(JsonObject json, String key) {
        String text = text(json, key);
        if (text == null) {
            throw Refusal.invalid("Required parameter is missing: " + key);
        }
        return text;
    }

    static @Nullable Long number(JsonObject json, String key) {
        String text = text(json, key);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.Reason.INVALID, "Invalid value at '" + key + "': " + text, e);
        }
    }

    static boolean flag(JsonObject json, String key, boolean otherwise) {
        JsonElement value = member(json, key);
        return value == null ? otherwise : value.getAsBoolean();
    }

    static List<String> texts(JsonObject json, String key) {
        JsonElement value = member(json, key);
        List<String> texts = new ArrayList<>();
        if (value != null) {
            value.getAsJsonArray().forEach(element -> texts.add(element.getAsString()));
        }
        return texts;
    }

    /** Refuses members that the interface does not know. */
    static void checkKeys(JsonObject json, String where, Set<String> known) {
        for (String key : json.keySet()) {
            if (!known.contains(key)) {
                throw ColumnsJson.unknown(key, where);
            }
        }
    }

    /** Puts a patch into a copy of an object: null removes, objects merge, everything else replaces. */
    static JsonObject merged(JsonObject target, JsonObject patch) {
        JsonObject result = target.deepCopy();
        for (Map.Entry<String, JsonElement> change : patch.entrySet()) {
            JsonElement value = change.getValue();
            JsonElement old = result.get(change.getKey());
            if (value.isJsonNull()) {
                result.remove(change.getKey());
            } else if (value.isJsonObject()) {
                JsonObject base = old != null && old.isJsonObject() ? old.getAsJsonObject() : new JsonObject();
                result.add(change.getKey(), merged(base, value.getAsJsonObject()));
            } else {
                result.add(change.getKey(), value);
            }
        }
        return result;
    }
}
