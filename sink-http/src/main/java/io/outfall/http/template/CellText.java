// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.json.JsonWriter;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values as JSON, and as the text that stands within other text. The task thread owns it. */
final class CellText {
    private final JsonWriter scratch = new JsonWriter();

    /** Writes a value that is not missing as JSON. */
    void json(Cell cell, JsonWriter out) {
        if (cell.value() instanceof Row row) {
            out.beginObject();
            members(row, Set.of(), 0, out);
            out.endObject();
        } else {
            out.value(cell.type(), cell.value());
        }
    }

    /**
     * Writes the columns of a row, but for those that the source did not repeat or the change says nothing of.
     *
     * @param without names that are left out
     * @param written how many members the object has already
     * @return how many it has then
     */
    int members(Row row, Set<String> without, int written, JsonWriter out) {
        List<Column> columns = row.layout().columns();
        Object data = row.data();
        int count = written;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object raw = column.raw(data);
            boolean known = raw == null || (raw != CellReader.ABSENT && !column.isUnavailable(raw));
            if (known && !without.contains(column.name())) {
                out.name(count++, column.name());
                value(column, raw, out);
            }
        }
        return count;
    }

    private static void value(Column column, @Nullable Object raw, JsonWriter out) {
        try {
            out.value(column.type(), raw == null ? null : column.decode(raw));
        } catch (UnfitValueException e) {
            throw new UnfitValueException("column " + column.name() + ": " + e.reason());
        }
    }

    /** A value that is not missing as JSON on one line. */
    String literal(Cell cell) {
        scratch.reset();
        json(cell, scratch);
        return scratch.text();
    }

    /** A value that is not missing as text without quotes: numbers plainly, dates by ISO 8601; NULL is empty. */
    String of(Cell cell) {
        Object value = cell.value();
        if (value == null) {
            return "";
        }
        if (value instanceof String text && !(cell.type() instanceof SemanticType.Json)) {
            return text;
        }
        String json = literal(cell);
        // What is quoted and no String is a date, a time or Base64, none of which holds anything to be escaped.
        boolean quoted = !(value instanceof String) && json.startsWith("\"");
        return quoted ? json.substring(1, json.length() - 1) : json;
    }
}
