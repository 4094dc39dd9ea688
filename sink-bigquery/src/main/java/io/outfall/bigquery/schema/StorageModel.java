// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import java.util.List;

/** Columns as the Storage Write API tells them, when a table has changed under an open stream. */
public final class StorageModel {

    private StorageModel() {}

    /** The columns of a table. */
    public static TableColumns columns(TableSchema schema) {
        return new TableColumns(columns(schema.getFieldsList()));
    }

    private static List<TableColumn> columns(List<TableFieldSchema> fields) {
        return fields.stream().map(StorageModel::column).toList();
    }

    private static TableColumn column(TableFieldSchema field) {
        ColumnType type = new ColumnType(
                kind(field.getType()),
                field.getMaxLength(),
                (int) field.getPrecision(),
                (int) field.getScale(),
                columns(field.getFieldsList()));
        Mode mode = switch (field.getMode()) {
            case REQUIRED -> Mode.REQUIRED;
            case REPEATED -> Mode.REPEATED;
            default -> Mode.NULLABLE;
        };
        return new TableColumn(field.getName(), type, mode, field.getDescription());
    }

    private static Kind kind(TableFieldSchema.Type type) {
        // Alone in calling it so.
        return type == TableFieldSchema.Type.DOUBLE ? Kind.FLOAT64 : Kind.named(type.name());
    }
}
