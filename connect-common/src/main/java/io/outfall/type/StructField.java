// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field of structs of one schema as it was written. {@link Struct#get(Field)} puts the schema's default in
 * place of a null, so that a NULL in a column with a default would change its value without anybody noticing.
 */
public final class StructField {
    private final Field field;
    private final @Nullable Object schemaDefault;

    public StructField(Field field) {
        this.field = field;
        this.schemaDefault = field.schema().defaultValue();
    }

    /** What the struct holds, null for null. */
    public @Nullable Object read(Struct struct) {
        Object value = struct.get(field);
        // Access by name, which never applies the default, is slower; only the default's own object needs it.
        return value == schemaDefault && value != null ? struct.getWithoutDefault(field.name()) : value;
    }
}
