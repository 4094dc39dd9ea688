// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The plans that were compiled so far, by the form of the key and the schema of the value or, without one, the shape of
 * the map. The last one is tried first: records come in runs of one partition.
 */
final class Plans {
    private final Keys keys;
    private final Shapes shapes;
    private final PlanCompiler compiler;
    private final Schemas schemas = new Schemas();
    private final Map<Form, Plan> known = new Bounded<>();
    private @Nullable KeyForm lastKey;
    private @Nullable Schema lastSchema;
    private @Nullable Plan lastPlan;

    Plans(Keys keys, Shapes shapes, PlanCompiler compiler) {
        this.keys = keys;
        this.shapes = shapes;
        this.compiler = compiler;
    }

    /** The plan for a record whose value is not null. */
    Plan of(SinkRecord record) {
        KeyForm key = keys.of(record);
        Schema schema = record.value() instanceof Struct struct ? struct.schema() : record.valueSchema();
        if (schema == null || record.value() instanceof Map) {
            Shape shape = shapes.of(record.topic(), record.value());
            return known.computeIfAbsent(new Form(key, shape), form -> compiler.compile(shape, key, null));
        }
        if (schema != lastSchema || key != lastKey || lastPlan == null) {
            Schema canonical = schemas.canonical(schema);
            lastPlan = known.computeIfAbsent(
                    new Form(key, canonical), form -> compiler.compile(shapes.of(canonical), key, canonical));
            lastSchema = schema;
            lastKey = key;
        }
        return lastPlan;
    }

    /** What a plan is compiled for: a key form, and a value's schema or shape. */
    private record Form(KeyForm key, Object value) {}
}
