// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.s3.parquet.ParquetColumn;
import io.outfall.s3.parquet.ParquetSchema;
import io.outfall.s3.row.MetadataColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet schema of each row layout: its columns and, after them, those of the metadata. Compiled once per layout.
 * The task thread owns it.
 */
final class RowSchemas {
    // Layouts come from a bounded cache themselves; this bound only keeps those that it dropped from staying here.
    private static final int REMEMBERED = 1_000;

    private final List<MetadataColumn> metadata;
    private final Map<RowLayout, ParquetSchema> schemas = new HashMap<>();
    private @Nullable RowLayout lastLayout;
    private @Nullable ParquetSchema lastSchema;

    RowSchemas(List<MetadataColumn> metadata) {
        this.metadata = metadata;
    }

    /**
     * The schema of a layout; the same object for the same layout.
     *
     * @throws UnfitRowException if a column of the row has the name of a metadata column
     */
    ParquetSchema of(RowLayout layout) throws UnfitRowException {
        ParquetSchema hit = lastSchema;
        if (layout == lastLayout && hit != null) {
            return hit;
        }
        ParquetSchema schema = schemas.get(layout);
        if (schema == null) {
            schema = compile(layout);
            if (schemas.size() >= REMEMBERED) {
                schemas.clear();
            }
            schemas.put(layout, schema);
        }
        lastLayout = layout;
        lastSchema = schema;
        return schema;
    }

    private ParquetSchema compile(RowLayout layout) throws UnfitRowException {
        List<ParquetColumn> columns = new ArrayList<>();
        for (Column column : layout.columns()) {
            columns.add(new ParquetColumn(column.name(), column.type(), column.sourceType(), null));
        }
        for (MetadataColumn column : metadata) {
            if (layout.column(column.name()) != null) {
                throw new UnfitRowException(
                        column.name(),
                        "is a column of the row and of the metadata; name the latter otherwise with metadata."
                                + column.field().key() + ".column");
            }
            columns.add(new ParquetColumn(
                    column.name(), column.field().type(), column.field().meaning(), null));
        }
        return new ParquetSchema(columns);
    }
}
