// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.Status.Code;
import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.ColumnType;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.value.BadValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads messages of one type into the columns of a table or the fields of a record. */
final class MessageReader {

    private final Columns columns;
    private final String path;
    private final @Nullable Cell[] cells;

    /**
     * Compares the message with the columns.
     *
     * @param entity what errors are about
     * @param path of the record, with a dot, or nothing
     * @param skipped fields that are no columns
     * @throws StorageFailure if a field has no column, or one that does not take it
     */
    MessageReader(String entity, String path, Descriptor message, Columns columns, Predicate<FieldDescriptor> skipped) {
        this.columns = columns;
        this.path = path;
        this.cells = new Cell[columns.size()];
        Set<String> extra = new HashSet<>();
        for (FieldDescriptor field : message.getFields()) {
            int position = columns.position(field.getName());
            if (skipped.test(field)) {
                continue;
            }
            if (position < 0) {
                extra.add(path + field.getName());
            } else if (cells[position] != null) {
                throw StorageFailure.invalid(entity, "Two fields of the message are column " + path + field.getName());
            } else {
                cells[position] = new Cell(entity, path, field, columns.get(position));
            }
        }
        if (!extra.isEmpty()) {
            throw StorageFailure.of(
                    Code.INVALID_ARGUMENT,
                    StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS,
                    entity,
                    "Input schema has more fields than BigQuery schema, extra fields: '" + String.join(",", extra)
                            + "'");
        }
    }

    /** Names of REQUIRED columns that the message lacks. */
    List<String> lacking() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == null && columns.get(i).required()) {
                names.add(path + columns.get(i).name());
            }
        }
        return names;
    }

    /**
     * Reads the values by position.
     *
     * @param needed whether the column at a position must have a value
     * @throws BadValue if one is missing or none that the column can hold
     */
    @Nullable
    Object[] read(Message message, java.util.function.IntPredicate needed) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            throw new BadValue("Row has fields that the writer schema does not know: "
                    + message.getUnknownFields().asMap().keySet());
        }
        @Nullable Object[] values = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            Cell cell = cells[i];
            values[i] = cell == null ? null : cell.read(message);
            if (values[i] == null && needed.test(i)) {
                throw new BadValue("Field " + path + columns.get(i).name() + ": required field is missing");
            }
        }
        return values;
    }

    private Map<String, @Nullable Object> record(Message message) {
        @Nullable Object[] values = read(message, at -> columns.get(at).required());
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            record.put(columns.get(i).name(), values[i]);
        }
        return record;
    }

    private static final class Cell {

        private final FieldDescriptor field;
        private final String name;
        private final Function<Object, Object> reader;

        Cell(String entity, String path, FieldDescriptor field, Column column) {
            this.field = field;
            this.name = path + column.name();
            boolean record = field.getType() == FieldDescriptor.Type.MESSAGE;
            if (field.isRepeated() != column.repeated()
                    || record != (column.type() == ColumnType.RECORD)
                    || !(record || ProtoValues.takes(column, field))) {
                throw StorageFailure.invalid(
                        entity,
                        "The proto field mismatched with BigQuery field at " + name + ", the proto field type "
                                + (field.isRepeated() ? "repeated " : "") + field.getType()
                                + ", BigQuery field type " + (column.repeated() ? "REPEATED " : "") + column.type());
            }
            if (record) {
                MessageReader inner =
                        new MessageReader(entity, name + ".", field.getMessageType(), column.fields(), any -> false);
                this.reader = value -> inner.record((Message) value);
            } else {
                this.reader = ProtoValues.reader(column, field);
            }
        }

        @Nullable
        Object read(Message message) {
            if (field.isRepeated()) {
                List<Object> elements = new ArrayList<>();
                for (Object element : (List<?>) message.getField(field)) {
                    elements.add(value(element));
                }
                return elements;
            }
            return message.hasField(field) ? value(message.getField(field)) : null;
        }

        private Object value(Object raw) {
            try {
                return reader.apply(raw);
            } catch (BadValue e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith("Field ") ? e : new BadValue("Field " + name + ": " + message);
            }
        }
    }
}
