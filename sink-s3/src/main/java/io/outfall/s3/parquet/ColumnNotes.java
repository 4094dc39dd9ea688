// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.json.JsonWriter;
import io.outfall.type.SemanticType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the source said about the columns, for the file's key/value metadata:
 * {@code [{"name":"id","sourceType":"int64"}, ...]}, with {@code "doc"} where there is one.
 */
final class ColumnNotes {
    static final String KEY = "outfall.columns";

    private static final SemanticType TEXT = new SemanticType.Text();
    private static final SemanticType NOTES = new SemanticType.ListOf(new SemanticType.MapOf(TEXT, TEXT));

    private ColumnNotes() {}

    static String json(Collection<FileColumn> columns) {
        List<Map<String, String>> notes =
                columns.stream().map(column -> note(column.column())).toList();
        return new JsonWriter().value(NOTES, notes).text();
    }

    private static Map<String, String> note(ParquetColumn column) {
        Map<String, String> note = new LinkedHashMap<>();
        note.put("name", column.name());
        note.put("sourceType", column.sourceType());
        if (column.doc() != null) {
            note.put("doc", column.doc());
        }
        return note;
    }
}
