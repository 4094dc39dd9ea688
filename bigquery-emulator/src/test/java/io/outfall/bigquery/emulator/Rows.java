// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one message type, as a writer encodes them. Built of {@code name type} pairs like {@code "id int64"}. */
final class Rows {

    private final DescriptorProto proto;
    private final Descriptor descriptor;
    private final ProtoRows.Builder rows = ProtoRows.newBuilder();

    private Rows(DescriptorProto proto) {
        this.proto = proto;
        try {
            this.descriptor = FileDescriptor.buildFrom(
                            FileDescriptorProto.newBuilder()
                                    .setName("rows.proto")
                                    .addMessageType(proto)
                                    .build(),
                            new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A message of fields like {@code "id int64"} or {@code "tags repeated string"}. */
    static Rows of(String... fields) {
        return new Rows(message("Row", fields));
    }

    /** A message with a record in the field named. */
    static Rows nesting(String record, boolean repeated, DescriptorProto inner, String... fields) {
        DescriptorProto outer = message("Row", fields);
        return new Rows(outer.toBuilder()
                .addNestedType(inner)
                .addField(FieldDescriptorProto.newBuilder()
                        .setName(record)
                        .setNumber(outer.getFieldCount() + 1)
                        .setLabel(
                                repeated
                                        ? FieldDescriptorProto.Label.LABEL_REPEATED
                                        : FieldDescriptorProto.Label.LABEL_OPTIONAL)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(inner.getName()))
                .build());
    }

    static DescriptorProto message(String name, String... fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (String field : fields) {
            String[] words = field.split(" ", -1);
            message.addField(FieldDescriptorProto.newBuilder()
                    .setName(words[0])
                    .setNumber(message.getFieldCount() + 1)
                    .setLabel(
                            words.length == 3
                                    ? FieldDescriptorProto.Label.LABEL_REPEATED
                                    : FieldDescriptorProto.Label.LABEL_OPTIONAL)
                    .setType(FieldDescriptorProto.Type.valueOf(
                            "TYPE_" + words[words.length - 1].toUpperCase(java.util.Locale.ROOT))));
        }
        return message.build();
    }

    /** Adds a row of values by position; null leaves the field out. */
    Rows row(@Nullable Object... values) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
        for (int i = 0; i < values.length; i++) {
            set(message, descriptor.getFields().get(i), values[i]);
        }
        rows.addSerializedRows(message.build().toByteString());
        return this;
    }

    /** The value of a record field. */
    Message record(String field, Map<String, ?> values) {
        Descriptor inner = descriptor.findFieldByName(field).getMessageType();
        DynamicMessage.Builder message = DynamicMessage.newBuilder(inner);
        values.forEach((name, value) -> set(message, inner.findFieldByName(name), value));
        return message.build();
    }

    ProtoSchema schema() {
        return ProtoSchema.newBuilder().setProtoDescriptor(proto).build();
    }

    ProtoRows rows() {
        return rows.build();
    }

    private static void set(DynamicMessage.Builder message, FieldDescriptor field, @Nullable Object value) {
        if (value != null) {
            message.setField(field, value);
        }
    }
}
