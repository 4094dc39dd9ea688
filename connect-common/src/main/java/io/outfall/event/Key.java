// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a row, whatever form the record carried it in. Equality is by names and canonical values and so does
 * not change when the key's schema gets a new version.
 *
 * @param names the key columns, in key order
 * @param values their canonical values; integers as {@link Long}, binary as {@link ByteBuffer}
 */
public record Key(List<String> names, List<@Nullable Object> values) {

    /** The key that a row of key columns holds. */
    public static Key of(Row row) {
        List<Column> columns = row.layout().columns();
        List<String> names = new ArrayList<>(columns.size());
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (Column column : columns) {
            names.add(column.name());
            values.add(comparable(column.value(row.data())));
        }
        return new Key(names, values);
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            // An array equals nothing but itself.
            return ByteBuffer.wrap(bytes);
        }
        return value instanceof Integer || value instanceof Short || value instanceof Byte
                ? (Object) ((Number) value).longValue()
                : value;
    }
}
