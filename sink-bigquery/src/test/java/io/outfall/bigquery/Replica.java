// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.outfall.bigquery.emulator.storage.SequenceNumber;
import io.outfall.bigquery.history.Item;
import io.outfall.bigquery.row.WriterSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What BigQuery makes of changes: of each key the one with the greatest number, of equals the latest. */
final class Replica {
    private final Descriptors.Descriptor message;
    private final Map<Integer, SequenceNumber> numbers = new HashMap<>();
    private final Map<Integer, Item> rows = new TreeMap<>();

    Replica(WriterSchema schema) {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row")
                .addMessageType(schema.descriptor())
                .build();
        try {
            message = Descriptors.FileDescriptor.buildFrom(file, new Descriptors.FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (Descriptors.DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    void apply(ByteString change) {
        DynamicMessage row = parse(change);
        int id = ((Long) row.getField(message.findFieldByName("id"))).intValue();
        SequenceNumber number = SequenceNumber.of(String.valueOf(text(row, "_change_sequence_number")));
        SequenceNumber known = numbers.getOrDefault(id, SequenceNumber.NONE);
        if (known.compareTo(number) > 0) {
            return;
        }
        numbers.put(id, number);
        if ("DELETE".equals(text(row, "_change_type"))) {
            rows.remove(id);
        } else {
            String note = text(row, "note");
            rows.put(id, new Item(String.valueOf(text(row, "name")), note == null ? Item.LEFT_OUT : note));
        }
    }

    Map<Integer, Item> rows() {
        return rows;
    }

    private DynamicMessage parse(ByteString change) {
        try {
            return DynamicMessage.parseFrom(message, change);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable String text(DynamicMessage row, String name) {
        Descriptors.FieldDescriptor field = message.findFieldByName(name);
        return row.hasField(field) ? (String) row.getField(field) : null;
    }
}
