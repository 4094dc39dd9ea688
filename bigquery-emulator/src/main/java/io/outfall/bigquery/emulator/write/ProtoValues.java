// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.ColumnType;
import io.outfall.bigquery.emulator.value.BadValue;
import io.outfall.bigquery.emulator.value.CivilTime;
import io.outfall.bigquery.emulator.value.Decimals;
import io.outfall.bigquery.emulator.value.Lengths;
import io.outfall.bigquery.emulator.value.Literals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which protocol buffer types a column takes, and what their values mean, after the table "Supported protocol buffer
 * data types" of BigQuery's documentation. Enums and the wrapper messages of that table are not taken here.
 */
final class ProtoValues {

    private static final Set<FieldDescriptor.Type> WHOLE = EnumSet.of(
            FieldDescriptor.Type.INT32,
            FieldDescriptor.Type.INT64,
            FieldDescriptor.Type.UINT32,
            FieldDescriptor.Type.UINT64);
    private static final Map<ColumnType, Set<FieldDescriptor.Type>> TAKEN = taken();

    private ProtoValues() {}

    /** Whether a column takes values of a field. */
    static boolean takes(Column column, FieldDescriptor field) {
        return TAKEN.getOrDefault(column.type(), Set.of()).contains(field.getType());
    }

    /** What turns a value of the field into one of the column, or throws BadValue. */
    static Function<Object, Object> reader(Column column, FieldDescriptor field) {
        boolean text = field.getType() == FieldDescriptor.Type.STRING;
        boolean unsigned = field.getType() == FieldDescriptor.Type.UINT32;
        return switch (column.type()) {
            case STRING -> value -> Lengths.bounded(column, (String) value);
            case BYTES ->
                value -> Lengths.bounded(
                        column, (text ? ByteString.copyFromUtf8((String) value) : (ByteString) value).toByteArray());
            case INTEGER -> value -> whole(value, unsigned);
            case FLOAT -> value -> ((Number) value).doubleValue();
            case BOOLEAN -> value -> value instanceof Boolean ? value : truth(whole(value, unsigned));
            case TIMESTAMP -> value -> CivilTime.timestamp(whole(value, unsigned));
            case DATE -> value -> text ? Literals.date((String) value) : CivilTime.date(whole(value, unsigned));
            case TIME -> value -> text ? Literals.time((String) value) : CivilTime.time(whole(value, unsigned));
            case DATETIME ->
                value -> text ? Literals.datetime((String) value) : CivilTime.datetime(whole(value, unsigned));
            case NUMERIC, BIGNUMERIC -> value -> decimal(column, value, field.getType());
            case JSON -> value -> Literals.json((String) value);
            case GEOGRAPHY -> value -> Literals.geography((String) value);
            case INTERVAL -> value -> Literals.interval((String) value);
            case RECORD -> throw new IllegalArgumentException("A record has no single value");
        };
    }

    private static Object decimal(Column column, Object value, FieldDescriptor.Type type) {
        if (value instanceof ByteString bytes) {
            return Decimals.ofBytes(column, bytes.toByteArray());
        }
        if (value instanceof String text) {
            return Decimals.ofText(column, text);
        }
        if (value instanceof Double || value instanceof Float) {
            return Decimals.ofText(column, value.toString());
        }
        if (type == FieldDescriptor.Type.UINT64) {
            return Decimals.bounded(column, new BigDecimal(new BigInteger(Long.toUnsignedString((Long) value))));
        }
        return Decimals.bounded(column, BigDecimal.valueOf(whole(value, type == FieldDescriptor.Type.UINT32)));
    }

    private static Long whole(Object value, boolean unsigned) {
        if (value instanceof Integer number) {
            return unsigned ? Integer.toUnsignedLong(number) : number.longValue();
        }
        return (Long) value;
    }

    private static Boolean truth(long number) {
        if (number != 0 && number != 1) {
            throw new BadValue("Invalid BOOL value: " + number);
        }
        return number == 1;
    }

    private static Map<ColumnType, Set<FieldDescriptor.Type>> taken() {
        Map<ColumnType, Set<FieldDescriptor.Type>> taken = new EnumMap<>(ColumnType.class);
        Set<FieldDescriptor.Type> text = EnumSet.of(FieldDescriptor.Type.STRING);
        Set<FieldDescriptor.Type> civil = EnumSet.of(FieldDescriptor.Type.STRING, FieldDescriptor.Type.INT64);
        Set<FieldDescriptor.Type> decimal = with(
                WHOLE,
                FieldDescriptor.Type.DOUBLE,
                FieldDescriptor.Type.FLOAT,
                FieldDescriptor.Type.STRING,
                FieldDescriptor.Type.BYTES);
        taken.put(ColumnType.BOOLEAN, with(WHOLE, FieldDescriptor.Type.BOOL));
        taken.put(ColumnType.BYTES, EnumSet.of(FieldDescriptor.Type.BYTES, FieldDescriptor.Type.STRING));
        taken.put(
                ColumnType.DATE,
                EnumSet.of(FieldDescriptor.Type.INT32, FieldDescriptor.Type.INT64, FieldDescriptor.Type.STRING));
        taken.put(ColumnType.DATETIME, civil);
        taken.put(ColumnType.TIME, civil);
        taken.put(ColumnType.FLOAT, EnumSet.of(FieldDescriptor.Type.DOUBLE, FieldDescriptor.Type.FLOAT));
        taken.put(ColumnType.GEOGRAPHY, text);
        taken.put(
                ColumnType.INTEGER,
                EnumSet.of(FieldDescriptor.Type.INT32, FieldDescriptor.Type.INT64, FieldDescriptor.Type.UINT32));
        taken.put(ColumnType.JSON, text);
        taken.put(ColumnType.NUMERIC, decimal);
        taken.put(ColumnType.BIGNUMERIC, decimal);
        taken.put(ColumnType.STRING, text);
        taken.put(
                ColumnType.TIMESTAMP,
                EnumSet.of(FieldDescriptor.Type.INT64, FieldDescriptor.Type.INT32, FieldDescriptor.Type.UINT32));
        taken.put(ColumnType.INTERVAL, text);
        return taken;
    }

    private static Set<FieldDescriptor.Type> with(Set<FieldDescriptor.Type> base, FieldDescriptor.Type... more) {
        Set<FieldDescriptor.Type> all = EnumSet.copyOf(base);
        all.addAll(Set.of(more));
        return all;
    }
}
