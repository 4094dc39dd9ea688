// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table, or the fields of a record, in their order. Names are found in any case. */
public final class Columns {

    private static final Columns NONE = new Columns(List.of());

    private final List<Column> all;
    private final Map<String, Integer> positions = new HashMap<>();

    public Columns(List<Column> all) {
        this.all = List.copyOf(all);
        for (int i = 0; i < all.size(); i++) {
            positions.put(all.get(i).folded(), i);
        }
    }

    public static Columns none() {
        return NONE;
    }

    public List<Column> all() {
        return all;
    }

    public int size() {
        return all.size();
    }

    public Column get(int position) {
        return all.get(position);
    }

    /** The position of a column, or -1. */
    public int position(String name) {
        return positions.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
    }

    /** The column of a name, or null. */
    public @Nullable Column find(String name) {
        int position = position(name);
        return position < 0 ? null : all.get(position);
    }

    /** What the Storage Write interface says of them. */
    public TableSchema proto() {
        TableSchema.Builder schema = TableSchema.newBuilder();
        all.forEach(column -> schema.addFields(proto(column)));
        return schema.build();
    }

    private static TableFieldSchema proto(Column column) {
        TableFieldSchema.Builder field = TableFieldSchema.newBuilder()
                .setName(column.name())
                .setType(column.type().proto())
                .setMode(TableFieldSchema.Mode.valueOf(column.mode().name()));
        column.fields().all().forEach(inner -> field.addFields(proto(inner)));
        if (column.description() != null) {
            field.setDescription(column.description());
        }
        if (column.maxLength() != null) {
            field.setMaxLength(column.maxLength());
        }
        if (column.precision() != null) {
            field.setPrecision(column.precision());
        }
        if (column.scale() != null) {
            field.setScale(column.scale());
        }
        return field.build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Columns columns && all.equals(columns.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
