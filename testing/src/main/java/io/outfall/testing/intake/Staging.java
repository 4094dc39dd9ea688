// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table that rows are sent to.
 *
 * @param key the fields that a row is known by; empty where rows are not known apart
 * @param fields every field that a row may have
 */
public record Staging(List<String> key, Map<String, FieldType> fields) {
    private static final int MAX_ROWS = 500;

    public Staging {
        key = List.copyOf(key);
        fields = Map.copyOf(fields);
    }

    /**
     * The rows of a body.
     *
     * @throws Refused if it is anything but an array of flat rows that the table can hold
     */
    List<JsonNode> rows(JsonNode body) throws Refused {
        if (!body.isArray()) {
            throw new Refused(400, "the body is no array", "body");
        }
        if (body.isEmpty() || body.size() > MAX_ROWS) {
            throw new Refused(400, "there are " + body.size() + " rows, not 1 to " + MAX_ROWS, "body");
        }
        List<JsonNode> rows = new ArrayList<>();
        Set<List<JsonNode>> keys = new HashSet<>();
        for (JsonNode row : body) {
            check(row);
            if (!key.isEmpty() && !keys.add(key.stream().map(row::path).toList())) {
                throw new Refused(400, "two rows have one key", String.join(",", key));
            }
            rows.add(row);
        }
        return rows;
    }

    private void check(JsonNode row) throws Refused {
        if (!row.isObject()) {
            throw new Refused(400, "a row is no object", "body");
        }
        for (String name : key) {
            if (!row.hasNonNull(name)) {
                throw new Refused(400, "a row has no key", name);
            }
        }
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            FieldType type = fields.get(field.getKey());
            if (type == null) {
                throw new Refused(400, "there is no such field", field.getKey());
            }
            if (!type.takes(field.getValue())) {
                throw new Refused(400, field.getValue() + " is no " + type, field.getKey());
            }
        }
    }
}
