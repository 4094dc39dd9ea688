// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.type.Loose;
import io.outfall.type.Resolved;
import io.outfall.type.StructField;
import io.outfall.type.TypeResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes columns of the fields of a schema, of the entries of a map, and of bare values. */
final class Columns {
    private final TypeResolver types;
    private final UnavailableMarker unavailable;

    Columns(EventSettings settings) {
        this.types = new TypeResolver(settings.types(), settings.values());
        this.unavailable = new UnavailableMarker(settings.unavailablePlaceholder());
    }

    /** One column for each field of a struct, in the schema's order. */
    List<ColumnSpec> ofFields(Schema schema) {
        List<ColumnSpec> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            StructField handle = new StructField(field);
            columns.add(ofSchema(field.name(), field.schema(), data -> handle.read((Struct) data)));
        }
        return columns;
    }

    /** A column whose cell is the object itself. */
    ColumnSpec ofBareValue(String name, @Nullable Schema schema, Object value) {
        return schema == null
                ? ofLoose(name, types.observe(name, value), data -> data)
                : ofSchema(name, schema, data -> data);
    }

    /** What a column of maps is, as far as one of its values tells. */
    Loose observe(String name, @Nullable Object value) {
        return types.observe(name, value);
    }

    /** A column of maps. */
    ColumnSpec ofEntry(Object key, Loose observed) {
        return ofLoose(String.valueOf(key), observed, data -> {
            Map<?, ?> map = (Map<?, ?>) data;
            Object value = map.get(key);
            return value == null && !map.containsKey(key) ? CellReader.ABSENT : value;
        });
    }

    private ColumnSpec ofSchema(String name, Schema schema, CellReader cell) {
        Resolved resolved = types.resolve(name, schema);
        String sourceType =
                schema.name() != null ? schema.name() : schema.type().getName().toLowerCase(Locale.ROOT);
        return new ColumnSpec(name, resolved.type(), sourceType, cell, resolved.decoder(), unavailable.in(schema));
    }

    private ColumnSpec ofLoose(String name, Loose observed, CellReader cell) {
        return new ColumnSpec(
                name, observed.type(), observed.name(), cell, observed.decoder(), unavailable.in(observed));
    }
}
