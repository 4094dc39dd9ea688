// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a format makes of the columns of each row layout and, after them, those of the metadata. Compiled once per
 * layout. The task thread owns it.
 *
 * @param <S> what the format makes of them
 */
final class RowSchemas<S> {
    // Layouts come from a bounded cache themselves; this bound only keeps those that it dropped from staying here.
    private static final int REMEMBERED = 1_000;

    private final List<MetadataColumn> metadata;
    private final Function<List<RowColumn>, S> compiler;
    private final Map<RowLayout, S> schemas = new HashMap<>();
    private @Nullable RowLayout lastLayout;
    private @Nullable S lastSchema;

    RowSchemas(List<MetadataColumn> metadata, Function<List<RowColumn>, S> compiler) {
        this.metadata = metadata;
        this.compiler = compiler;
    }

    /**
     * The schema of a layout; the same object for the same layout.
     *
     * @throws UnfitRowException if a column of the row has the name of a metadata column
     */
    S of(RowLayout layout) throws UnfitRowException {
        S hit = lastSchema;
        if (layout == lastLayout && hit != null) {
            return hit;
        }
        S schema = schemas.get(layout);
        if (schema == null) {
            schema = compiler.apply(columns(layout));
            if (schemas.size() >= REMEMBERED) {
                schemas.clear();
            }
            schemas.put(layout, schema);
        }
        lastLayout = layout;
        lastSchema = schema;
        return schema;
    }

    /** The columns of the metadata alone. */
    List<RowColumn> metadata() {
        return metadata.stream()
                .map(column -> new RowColumn(
                        column.name(), column.field().type(), column.field().meaning()))
                .toList();
    }

    /**
     * Says of which column a value was refused.
     *
     * @param at index among the columns of the row and the metadata
     */
    UnfitRowException unfit(RowLayout layout, int at, RuntimeException cause) {
        int columns = layout.columns().size();
        String name = at < columns
                ? layout.columns().get(at).name()
                : metadata.get(at - columns).name();
        return new UnfitRowException(name, String.valueOf(cause.getMessage()));
    }

    private List<RowColumn> columns(RowLayout layout) throws UnfitRowException {
        List<RowColumn> columns = new ArrayList<>();
        for (Column column : layout.columns()) {
            columns.add(new RowColumn(column.name(), column.type(), column.sourceType()));
        }
        for (MetadataColumn column : metadata) {
            if (layout.column(column.name()) != null) {
                throw new UnfitRowException(
                        column.name(),
                        "is a column of the row and of the metadata; name the latter otherwise with metadata."
                                + column.field().key() + ".column");
            }
        }
        columns.addAll(metadata());
        return columns;
    }
}
