// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.SemanticType;
import io.outfall.type.TypeUnion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Columns and what they become in a Parquet file. Compiled once per row layout and shared by all files. */
public final class ParquetSchema {
    /** What becomes of two versions of a column. */
    public static final TypeUnion UNION = new TypeUnion(ParquetTypes::alike, ParquetTypes.MAX_DECIMAL_DIGITS);

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
            entries.add(new Entry(column, ParquetTypes.shape(column.type())));
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
     * @param shape null where nothing is known of the type, and no column can be made of it
     */
    record Entry(ParquetColumn column, @Nullable Shape shape) {
        SemanticType type() {
            return column.type();
        }

        /** How values of this column reach the leaves of a column of that type, which holds them. */
        @Nullable
        Shape into(SemanticType type) {
            return type.equals(column.type()) ? shape : ParquetTypes.shape(type, column.type());
        }
    }
}
