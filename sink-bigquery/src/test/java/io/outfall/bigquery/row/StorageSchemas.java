// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;

/** A table's columns as Google's client is told of them. */
final class StorageSchemas {

    private StorageSchemas() {}

    static TableSchema of(TableColumns table) {
        TableSchema.Builder schema = TableSchema.newBuilder();
        table.list().forEach(column -> schema.addFields(field(column)));
        return schema.build();
    }

    private static TableFieldSchema field(TableColumn column) {
        Kind kind = column.type().kind();
        TableFieldSchema.Builder field = TableFieldSchema.newBuilder()
                .setName(column.name())
                .setMode(TableFieldSchema.Mode.valueOf(column.mode().name()))
                .setType(
                        kind == Kind.FLOAT64
                                ? TableFieldSchema.Type.DOUBLE
                                : TableFieldSchema.Type.valueOf(kind.name()));
        column.type().members().forEach(member -> field.addFields(field(member)));
        return field.build();
    }
}
