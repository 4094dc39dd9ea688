// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.type.Loose;
import io.outfall.type.Resolved;
import io.outfall.type.StructField;
import io.outfall.type.TypeResolver;
import io.outfall.type.TypeRules;
import io.outfall.type.ValuePolicies;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Values of a record that belong to no row: headers, and what Debezium says of the source beyond what all say. */
final class LooseValues {
    private static final String SOURCE = "source";

    private final TypeResolver types = new TypeResolver(TypeRules.none(), ValuePolicies.strict());

    /** The last header of that name. */
    Cell header(SinkRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? Cell.ABSENT : cell(name, header.schema(), header.value());
    }

    /** A field of the envelope's source block. */
    Cell source(SinkRecord record, String name) {
        Object envelope = record.value();
        if (envelope instanceof Struct struct && struct.schema().field(SOURCE) != null) {
            Struct source = struct.getStruct(SOURCE);
            Field field = source == null ? null : source.schema().field(name);
            return source == null || field == null
                    ? Cell.ABSENT
                    : cell(name, field.schema(), new StructField(field).read(source));
        }
        if (envelope instanceof Map<?, ?> map
                && map.get(SOURCE) instanceof Map<?, ?> source
                && source.containsKey(name)) {
            return cell(name, null, source.get(name));
        }
        return Cell.ABSENT;
    }

    private Cell cell(String name, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return Cell.NULL;
        }
        if (schema != null && (schema.name() != null || value instanceof Struct)) {
            Resolved resolved = types.resolve(name, schema);
            return new Cell(resolved.type(), resolved.decoder().decode(value));
        }
        Loose loose = types.observe(name, value);
        return new Cell(loose.type(), loose.decoder().decode(value));
    }
}
