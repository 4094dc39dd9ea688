// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;

/** Columns and what they become in a Parquet file. Compiled once per row layout and shared by all files. */
public final class ParquetSchema {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Compiles.
     *
     * @throws IllegalArgumentException if two columns have one name
     */
    public ParquetSchema(List<ParquetColumn> columns) {
        Set<String> names = new HashSet<>();
        for (ParquetColumn column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
            Shape shape = ParquetTypes.shape(column.type());
            List<SchemaElement> elements = new ArrayList<>();
            if (shape != null) {
                shape.describe(column.name(), FieldRepetitionType.OPTIONAL, elements);
            }
            entries.add(new Entry(column, shape, elements));
        }
    }

    /** In the order they were given. */
    public List<ParquetColumn> columns() {
        return entries.stream().map(Entry::column).toList();
    }

    /** With their shapes. */
    List<Entry> entries() {
        return entries;
    }

    /**
     * A column compiled.
     *
     * @param shape null where nothing is known of the type, and the file has no such column
     * @param elements the schema of the column in the footer, which is also its identity
     */
    record Entry(ParquetColumn column, @Nullable Shape shape, List<SchemaElement> elements) {}
}
