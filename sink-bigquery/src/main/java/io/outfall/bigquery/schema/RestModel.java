// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns from and to the REST API (resource {@code Table}, field {@code schema}). */
public final class RestModel {

    private RestModel() {}

    /** The columns of a table; none if the table has no schema yet. */
    public static TableColumns columns(@Nullable TableSchema schema) {
        return new TableColumns(schema == null ? List.of() : columns(schema.getFields()));
    }

    /** The schema of a new table. */
    public static TableSchema schema(TableColumns columns) {
        return schema(columns, null);
    }

    /**
     * The schema of a table that is to have these columns.
     *
     * @param current its schema up to now. What it says of a column that is not modelled here (policy tags, defaults,
     *     rounding, collation and the like) stays, since an update takes away whatever it does not repeat.
     */
    public static TableSchema schema(TableColumns columns, @Nullable TableSchema current) {
        TableSchema schema = current == null ? new TableSchema() : current.clone();
        return schema.setFields(fields(columns.list(), current == null ? null : current.getFields()));
    }

    private static List<TableColumn> columns(@Nullable List<TableFieldSchema> fields) {
        return fields == null
                ? List.of()
                : fields.stream().map(RestModel::column).toList();
    }

    private static TableColumn column(TableFieldSchema field) {
        Kind kind = Kind.named(field.getType());
        ColumnType type = new ColumnType(
                kind,
                number(field.getMaxLength()),
                (int) number(field.getPrecision()),
                (int) number(field.getScale()),
                columns(field.getFields()));
        String description = field.getDescription();
        return new TableColumn(
                field.getName(),
                type,
                field.getMode() == null
                        ? Mode.NULLABLE
                        : Mode.valueOf(field.getMode().toUpperCase(Locale.ROOT)),
                description == null ? "" : description);
    }

    private static long number(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static List<TableFieldSchema> fields(List<TableColumn> columns, @Nullable List<TableFieldSchema> current) {
        Map<String, TableFieldSchema> byName = new HashMap<>();
        if (current != null) {
            current.forEach(field -> byName.put(TableColumns.folded(field.getName()), field));
        }
        List<TableFieldSchema> fields = new ArrayList<>();
        for (TableColumn column : columns) {
            fields.add(field(column, byName.get(TableColumns.folded(column.name()))));
        }
        return fields;
    }

    private static TableFieldSchema field(TableColumn column, @Nullable TableFieldSchema current) {
        TableFieldSchema field = current == null ? new TableFieldSchema() : current.clone();
        ColumnType type = column.type();
        field.setName(column.name()).setMode(column.mode().name());
        if (type.kind() != Kind.OTHER) {
            field.setType(type.kind().restName());
        }
        field.setMaxLength(type.maxLength() > 0 ? type.maxLength() : null);
        field.setPrecision(type.precision() > 0 ? (long) type.precision() : null);
        field.setScale(type.scale() > 0 ? (long) type.scale() : null);
        if (!column.description().isEmpty()) {
            field.setDescription(column.description());
        }
        if (type.kind() == Kind.STRUCT) {
            field.setFields(fields(type.members(), current == null ? null : current.getFields()));
        }
        return field;
    }
}
