// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the source said about the columns, for the file's key/value metadata:
 * {@code [{"name":"id","sourceType":"int64"}, ...]}, with {@code "doc"} where there is one.
 */
final class ColumnNotes {
    private ColumnNotes() {}

    static String json(Collection<FileColumn> columns) {
        StringBuilder json = new StringBuilder("[");
        for (FileColumn each : columns) {
            ParquetColumn column = each.column();
            json.append(json.length() > 1 ? ",{" : "{");
            member(json, "name", column.name());
            json.append(',');
            member(json, "sourceType", column.sourceType());
            @Nullable String doc = column.doc();
            if (doc != null) {
                json.append(',');
                member(json, "doc", doc);
            }
            json.append('}');
        }
        return json.append(']').toString();
    }

    private static void member(StringBuilder json, String name, String text) {
        json.append('"').append(name).append("\":\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
