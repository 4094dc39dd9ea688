// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The message that a row of a table is: one field per column, numbered from 1 in the order of the table, STRUCTs as
 * messages within it. Fields have the columns' names in lower case; a name that is none in protocol buffers stands in
 * the field's annotation.
 */
public final class WriterSchema {
    /** The column of BigQuery's that says what is to be done with a row of change data. */
    private static final String CHANGE_TYPE = "_change_type";

    /** The column of BigQuery's that orders the changes of a key. */
    private static final String CHANGE_SEQUENCE_NUMBER = "_change_sequence_number";

    private static final String ROOT = "Row";
    private static final Pattern PROTO_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final DescriptorProto descriptor;
    private final int columns;

    private WriterSchema(DescriptorProto descriptor, int columns) {
        this.descriptor = descriptor;
        this.columns = columns;
    }

    /** For rows that are appended. */
    public static WriterSchema ofRows(TableColumns table) {
        return new WriterSchema(
                message(ROOT, table.list()).build(), table.list().size());
    }

    /**
     * For rows that are upserted and deleted, which say so in two more fields. A row that is deleted has its key alone,
     * so no column must be there.
     */
    public static WriterSchema ofChanges(TableColumns table) {
        int columns = table.list().size();
        DescriptorProto.Builder message =
                message(ROOT, table.list().stream().map(TableColumn::relaxed).toList());
        message.addField(pseudoColumn(CHANGE_TYPE, columns + 1));
        message.addField(pseudoColumn(CHANGE_SEQUENCE_NUMBER, columns + 2));
        return new WriterSchema(message.build(), columns);
    }

    /** The message, with all that it consists of. */
    public DescriptorProto descriptor() {
        return descriptor;
    }

    /** The same as the API takes it. */
    public ProtoSchema proto() {
        return ProtoSchema.newBuilder().setProtoDescriptor(descriptor).build();
    }

    /** Whether rows say whether they are upserted or deleted. */
    boolean isOfChanges() {
        return descriptor.getFieldCount() > 0
                && CHANGE_SEQUENCE_NUMBER.equals(
                        descriptor.getField(descriptor.getFieldCount() - 1).getName());
    }

    Field changeType() {
        return new Field(columns + 1, CHANGE_TYPE);
    }

    Field changeSequence() {
        return new Field(columns + 2, CHANGE_SEQUENCE_NUMBER);
    }

    private static FieldDescriptorProto pseudoColumn(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                .build();
    }

    private static DescriptorProto.Builder message(String name, List<TableColumn> columns) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        TableColumns table = new TableColumns(columns);
        int number = 0;
        for (TableColumn column : columns) {
            number++;
            if (column.type().kind() == Kind.OTHER) {
                continue;
            }
            FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                    .setName(fieldName(column.name(), number, table))
                    .setNumber(number)
                    .setLabel(label(column.mode()))
                    .setType(type(column.type().kind()));
            if (!isProtoName(column.name())) {
                field.setOptions(FieldOptions.newBuilder().setExtension(AnnotationsProto.columnName, column.name()));
            }
            if (column.type().kind() == Kind.STRUCT) {
                // No field is called like this, for their names are in lower case.
                String struct = "Struct" + number;
                message.addNestedType(message(struct, column.type().members()));
                field.setTypeName(struct);
            }
            message.addField(field);
        }
        return message;
    }

    private static String fieldName(String column, int number, TableColumns table) {
        if (isProtoName(column)) {
            return column.toLowerCase(Locale.ROOT);
        }
        String name = "column_" + number;
        while (table.column(name) != null) {
            name += "_";
        }
        return name;
    }

    private static boolean isProtoName(String name) {
        return PROTO_NAME.matcher(name).matches();
    }

    private static FieldDescriptorProto.Label label(Mode mode) {
        return switch (mode) {
            case NULLABLE -> FieldDescriptorProto.Label.LABEL_OPTIONAL;
            case REQUIRED -> FieldDescriptorProto.Label.LABEL_REQUIRED;
            case REPEATED -> FieldDescriptorProto.Label.LABEL_REPEATED;
        };
    }

    private static FieldDescriptorProto.Type type(Kind kind) {
        return switch (kind) {
            case BOOL -> FieldDescriptorProto.Type.TYPE_BOOL;
            case DATE -> FieldDescriptorProto.Type.TYPE_INT32;
            case INT64, DATETIME, TIMESTAMP, TIME -> FieldDescriptorProto.Type.TYPE_INT64;
            case FLOAT64 -> FieldDescriptorProto.Type.TYPE_DOUBLE;
            case STRING, JSON, GEOGRAPHY, INTERVAL -> FieldDescriptorProto.Type.TYPE_STRING;
            case BYTES, NUMERIC, BIGNUMERIC -> FieldDescriptorProto.Type.TYPE_BYTES;
            case STRUCT -> FieldDescriptorProto.Type.TYPE_MESSAGE;
            case OTHER -> throw new IllegalArgumentException("nothing is written into the column");
        };
    }
}
