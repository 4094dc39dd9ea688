// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rows of each layout need of their table: columns for those of the layout and, after them, for the metadata.
 * Compiled once per layout. The task thread owns it.
 */
public final class RowSchemas {
    // Layouts come from a bounded cache themselves; this bound only keeps those that it dropped from staying here.
    private static final int REMEMBERED = 1_000;

    private final List<MetadataColumn> metadata;
    private final ColumnTypes types;
    private final Map<RowLayout, RowSchema> schemas = new HashMap<>();
    private final Map<RowLayout, RowSchema> parts = new HashMap<>();
    private @Nullable RowLayout lastLayout;
    private @Nullable RowSchema lastSchema;

    public RowSchemas(List<MetadataColumn> metadata, ColumnTypes types) {
        this.metadata = List.copyOf(metadata);
        this.types = types;
    }

    /**
     * The schema of a layout; the same object for the same layout.
     *
     * @throws UnfitRowException if two columns become one in BigQuery
     */
    public RowSchema of(RowLayout layout) throws UnfitRowException {
        RowSchema hit = lastSchema;
        if (layout == lastLayout && hit != null) {
            return hit;
        }
        RowSchema schema = made(layout, schemas, false);
        lastLayout = layout;
        lastSchema = schema;
        return schema;
    }

    /**
     * The same for a layout that is only part of a row.
     *
     * @throws UnfitRowException if two columns become one in BigQuery
     */
    public RowSchema ofPart(RowLayout layout) throws UnfitRowException {
        return made(layout, parts, true);
    }

    /** What the columns become. */
    public ColumnTypes types() {
        return types;
    }

    /**
     * The name in the source of the column at a position, or the name of the metadata column.
     *
     * @param position among the columns of the row and the metadata
     */
    public String name(RowLayout layout, int position) {
        int columns = layout.columns().size();
        return position < columns
                ? layout.columns().get(position).name()
                : metadata.get(position - columns).name();
    }

    private RowSchema made(RowLayout layout, Map<RowLayout, RowSchema> known, boolean part) throws UnfitRowException {
        RowSchema schema = known.get(layout);
        if (schema == null) {
            schema = new RowSchema(columns(layout), part);
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(layout, schema);
        }
        return schema;
    }

    private List<RowColumn> columns(RowLayout layout) throws UnfitRowException {
        List<RowColumn> columns = new ArrayList<>();
        int position = 0;
        for (Column column : layout.columns()) {
            types.column(position++, column.name(), column.type(), column.sourceType())
                    .ifPresent(columns::add);
        }
        for (MetadataColumn column : metadata) {
            types.column(
                            position++,
                            column.name(),
                            column.field().type(),
                            column.field().meaning())
                    .ifPresent(columns::add);
        }
        refuseSameNames(layout, columns);
        return columns;
    }

    private void refuseSameNames(RowLayout layout, List<RowColumn> columns) throws UnfitRowException {
        Map<String, RowColumn> byName = new HashMap<>();
        for (RowColumn column : columns) {
            String name = column.column().name();
            RowColumn other = byName.put(TableColumns.folded(name), column);
            if (other != null) {
                throw same(layout, column, other);
            }
            refuseSameMembers(name(layout, column.position()), column);
        }
    }

    private static void refuseSameMembers(String column, RowColumn parent) throws UnfitRowException {
        Map<String, RowColumn> byName = new HashMap<>();
        for (RowColumn member : parent.members()) {
            String name = member.column().name();
            if (byName.put(TableColumns.folded(name), member) != null) {
                throw new UnfitRowException(column, "has two members that BigQuery would call " + name);
            }
            refuseSameMembers(column, member);
        }
    }

    private UnfitRowException same(RowLayout layout, RowColumn column, RowColumn other) {
        String name = column.column().name();
        String source = name(layout, column.position());
        int metadataAt = column.position() - layout.columns().size();
        String remedy = metadataAt < 0
                ? "rename one of them with a transform"
                : "name the latter otherwise with metadata."
                        + metadata.get(metadataAt).field().key() + ".column";
        return new UnfitRowException(
                source,
                "is called " + name + " in BigQuery, as is the column " + name(layout, other.position()) + "; "
                        + remedy);
    }
}
