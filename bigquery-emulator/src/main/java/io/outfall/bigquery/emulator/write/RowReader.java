// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.storage.Change;
import io.outfall.bigquery.emulator.storage.SequenceNumber;
import io.outfall.bigquery.emulator.storage.TableDefinition;
import io.outfall.bigquery.emulator.value.BadValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the rows that a writer sends, by the schema that it sent before and the columns that it may know. */
final class RowReader {

    private static final String CHANGE_TYPE = "_CHANGE_TYPE";
    private static final String SEQUENCE_NUMBER = "_CHANGE_SEQUENCE_NUMBER";

    private final Descriptor descriptor;
    private final Columns columns;
    private final MessageReader reader;
    private final Set<Integer> key;
    private final @Nullable FieldDescriptor changeType;
    private final @Nullable FieldDescriptor sequenceNumber;

    /**
     * Compares the writer's schema with the table.
     *
     * @throws StorageFailure if they do not go together
     */
    RowReader(String stream, DescriptorProto schema, TableDefinition table, Columns columns) {
        this.descriptor = built(stream, schema);
        this.columns = columns;
        this.changeType = pseudo(descriptor, CHANGE_TYPE);
        this.sequenceNumber = pseudo(descriptor, SEQUENCE_NUMBER);
        this.key = table.primaryKey().stream().map(columns::position).collect(Collectors.toSet());
        this.reader = new MessageReader(
                stream, "", descriptor, columns, field -> field == changeType || field == sequenceNumber);
        checkPseudo(stream);
    }

    /** Whether rows are changes by key. */
    boolean changes() {
        return changeType != null;
    }

    /** The columns that the rows are read into. */
    Columns columns() {
        return columns;
    }

    /** Reads a plain row. */
    @Nullable
    Object[] row(ByteString bytes) {
        return reader.read(message(bytes), this::required);
    }

    /** Reads a change. */
    Change change(ByteString bytes) {
        DynamicMessage message = message(bytes);
        String type = text(message, changeType);
        boolean delete = "DELETE".equals(type);
        if (!delete && !"UPSERT".equals(type)) {
            throw new BadValue("Invalid _CHANGE_TYPE '" + type + "': UPSERT or DELETE is expected");
        }
        String number = text(message, sequenceNumber);
        return new Change(
                delete,
                number == null ? SequenceNumber.NONE : SequenceNumber.of(number),
                reader.read(message, at -> key.contains(at) || (!delete && required(at))));
    }

    private boolean required(int position) {
        return columns.get(position).required();
    }

    private DynamicMessage message(ByteString bytes) {
        try {
            return DynamicMessage.parseFrom(descriptor, bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new BadValue("Row is no message of the writer schema: " + e.getMessage());
        }
    }

    private void checkPseudo(String stream) {
        if (changeType == null && sequenceNumber != null) {
            throw StorageFailure.invalid(stream, SEQUENCE_NUMBER + " without " + CHANGE_TYPE);
        }
        if (changeType != null && key.isEmpty()) {
            throw StorageFailure.invalid(stream, CHANGE_TYPE + " needs a table with a primary key");
        }
        List<String> lacking = reader.lacking();
        if (changeType == null && !lacking.isEmpty()) {
            throw StorageFailure.invalid(
                    stream, "The required fields " + lacking + " are missing in the proto message");
        }
    }

    private static @Nullable FieldDescriptor pseudo(Descriptor descriptor, String name) {
        for (FieldDescriptor field : descriptor.getFields()) {
            if (field.getName().equalsIgnoreCase(name) && field.getType() == FieldDescriptor.Type.STRING) {
                return field;
            }
        }
        return null;
    }

    private static @Nullable String text(DynamicMessage message, @Nullable FieldDescriptor field) {
        return field != null && message.hasField(field) ? (String) message.getField(field) : null;
    }

    private static Descriptor built(String stream, DescriptorProto schema) {
        try {
            FileDescriptorProto file = FileDescriptorProto.newBuilder()
                    .setName("writer.proto")
                    .addMessageType(schema)
                    .build();
            return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw StorageFailure.invalid(stream, "Invalid writer schema: " + e.getMessage());
        }
    }
}
