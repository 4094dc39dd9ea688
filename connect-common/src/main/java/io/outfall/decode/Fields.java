// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.type.StructField;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Finds fields by name, once per schema: so one plan is written for structs and maps alike. */
sealed interface Fields {

    /** Reads that field of an object; always null where the schema has no such field. */
    CellReader reader(String name);

    /** Whether objects of this kind can have the field. */
    boolean mayHave(String name);

    /** The fields of the object in that field. */
    Fields nested(String name);

    static Fields of(@Nullable Schema schema) {
        return schema == null ? new OfMaps() : new OfStructs(schema);
    }

    /** Fields of structs of one schema. */
    record OfStructs(Schema schema) implements Fields {

        @Override
        public CellReader reader(String name) {
            Field field = schema.field(name);
            if (field == null) {
                return data -> null;
            }
            StructField handle = new StructField(field);
            return data -> handle.read((Struct) data);
        }

        @Override
        public boolean mayHave(String name) {
            return schema.field(name) != null;
        }

        @Override
        public Fields nested(String name) {
            Field field = schema.field(name);
            boolean struct = field != null && field.schema().type() == Schema.Type.STRUCT;
            return struct ? new OfStructs(field.schema()) : new OfMaps();
        }
    }

    /** Fields of maps, which any map can have. */
    record OfMaps() implements Fields {

        @Override
        public CellReader reader(String name) {
            return data -> data instanceof Map<?, ?> map ? map.get(name) : null;
        }

        @Override
        public boolean mayHave(String name) {
            return true;
        }

        @Override
        public Fields nested(String name) {
            return this;
        }
    }
}
