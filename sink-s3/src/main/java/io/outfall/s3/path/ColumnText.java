// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.json.JsonWriter;
import io.outfall.naming.PathEncoding;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A column's value as a part of a path. */
final class ColumnText {

    private ColumnText() {}

    /** @throws UnfitRowException if the column holds what no path can name: binary, a list, a map, a structure */
    static String of(ColumnCell cell, @Nullable Row row, SegmentEncoder encoder) throws UnfitRowException {
        Column column = cell.in(row);
        if (column == null || row == null) {
            return PathEncoding.ABSENT;
        }
        Object raw = column.raw(row.data());
        if (raw == null) {
            return PathEncoding.NULL;
        }
        if (raw == CellReader.ABSENT || column.isUnavailable(raw)) {
            return PathEncoding.ABSENT;
        }
        try {
            Object value = column.decode(raw);
            return value == null ? PathEncoding.NULL : encoder.encode(text(column, value));
        } catch (UnfitValueException e) {
            throw new UnfitRowException(column.name(), String.valueOf(e.getMessage()));
        }
    }

    private static String text(Column column, Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Number) {
            return isTemporal(column.type()) ? unquoted(column.type(), value) : value.toString();
        }
        throw new UnfitValueException("path.template has ${column:" + column.name()
                + "}, but no path can name a value of type " + column.sourceType());
    }

    private static boolean isTemporal(SemanticType type) {
        return type instanceof SemanticType.Date
                || type instanceof SemanticType.Time
                || type instanceof SemanticType.LocalTimestamp
                || type instanceof SemanticType.Instant;
    }

    // JSON has no dates and times, so they are ISO-8601 in quotes.
    private static String unquoted(SemanticType type, Object value) {
        String json = new JsonWriter().value(type, value).text();
        return json.substring(1, json.length() - 1);
    }
}
