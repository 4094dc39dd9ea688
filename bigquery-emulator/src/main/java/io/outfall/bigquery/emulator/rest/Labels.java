// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules of labels: at most 64; lower case letters, digits, underscores and dashes, a key begins with a letter. */
final class Labels {

    private static final int MOST = 64;
    private static final Pattern KEY = Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}");
    private static final Pattern VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");

    private Labels() {}

    static void check(JsonObject resource) {
        JsonObject labels = Json.object(resource, "labels");
        if (labels == null) {
            return;
        }
        if (labels.size() > MOST) {
            throw Refusal.invalid("Too many labels: " + labels.size() + ", at most " + MOST);
        }
        for (Map.Entry<String, JsonElement> label : labels.entrySet()) {
            if (!KEY.matcher(label.getKey()).matches()) {
                throw Refusal.invalid("Label key \"" + label.getKey() + "\" has invalid characters or length.");
            }
            if (!VALUE.matcher(label.getValue().getAsString()).matches()) {
                throw Refusal.invalid(
                        "Label value \"" + label.getValue().getAsString() + "\" has invalid characters or length.");
            }
        }
    }
}
