// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import com.google.cloud.bigquery.storage.v1.BQTableSchemaToProtoDescriptor;
import com.google.cloud.bigquery.storage.v1.BigDecimalByteStringEncoder;
import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads rows as Google's client would write them: by the message that its own code makes of the table's schema. */
record Judge(TableColumns table, Descriptor descriptor) {

    static Judge of(TableColumns table) {
        try {
            return new Judge(
                    table,
                    BQTableSchemaToProtoDescriptor.convertBQTableSchemaToProtoDescriptor(StorageSchemas.of(table)));
        } catch (Descriptors.DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    /** What the row holds, by the names of its columns; without those that it has no value for. */
    Map<String, String> read(ByteString row) {
        try {
            return shown(DynamicMessage.parseFrom(descriptor, row), table.list());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> shown(DynamicMessage message, List<TableColumn> columns) {
        Map<String, String> shown = new LinkedHashMap<>();
        if (!message.getUnknownFields().asMap().isEmpty()) {
            shown.put("unknown fields", message.getUnknownFields().toString());
        }
        message.getAllFields().forEach((field, value) -> {
            TableColumn column = columns.get(field.getNumber() - 1);
            shown.put(column.name(), cell(field, column, value));
        });
        return shown;
    }

    private static String cell(FieldDescriptor field, TableColumn column, Object value) {
        return field.isRepeated()
                ? ((List<?>) value).stream().map(each -> one(column, each)).collect(Collectors.joining(", ", "[", "]"))
                : one(column, value);
    }

    private static String one(TableColumn column, Object value) {
        Kind kind = column.type().kind();
        return switch (kind) {
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case DATETIME ->
                CivilTimeEncoder.decodePacked64DatetimeMicrosLocalDateTime((Long) value)
                        .toString();
            case TIME ->
                CivilTimeEncoder.decodePacked64TimeMicrosLocalTime((Long) value).toString();
            case TIMESTAMP ->
                Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
            case NUMERIC ->
                BigDecimalByteStringEncoder.decodeNumericByteString((ByteString) value)
                        .stripTrailingZeros()
                        .toPlainString();
            case BIGNUMERIC ->
                BigDecimalByteStringEncoder.decodeBigNumericByteString((ByteString) value)
                        .stripTrailingZeros()
                        .toPlainString();
            case BYTES -> java.util.HexFormat.of().formatHex(((ByteString) value).toByteArray());
            case STRUCT ->
                shown((DynamicMessage) value, column.type().members()).toString();
            default -> value.toString();
        };
    }
}
