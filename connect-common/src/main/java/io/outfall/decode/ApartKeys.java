// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds how keys are read that are objects of their own. What was found is remembered by schema, by the entries of a
 * map, or by the class of a bare value.
 */
final class ApartKeys {
    private final Function<SinkRecord, @Nullable Object> object;
    private final Optional<String> bareColumn;
    private final Columns columns;
    private final Schemas schemas;
    private final Map<Schema, KeyForm> bySchema;
    private final MapForms<KeyForm> byEntries;
    private final Map<Class<?>, KeyForm> byClass = new HashMap<>();
    private @Nullable Schema lastSchema;
    private KeyForm lastForm = KeyForm.None.INSTANCE;

    /**
     * @param object finds the key of a record
     * @param bareColumn the column that a key without fields is; where empty, such a key is none
     */
    ApartKeys(Function<SinkRecord, @Nullable Object> object, Optional<String> bareColumn, Columns columns) {
        this.object = object;
        this.bareColumn = bareColumn;
        this.columns = columns;
        this.schemas = new Schemas();
        this.bySchema = new Bounded<>();
        this.byEntries = new MapForms<>(columns, this::form);
    }

    /** How this key is read. */
    KeyForm of(@Nullable Schema schema, @Nullable Object key) {
        if (key == null) {
            return KeyForm.None.INSTANCE;
        }
        if (key instanceof Map<?, ?> map) {
            return byEntries.of(map);
        }
        Schema declared = key instanceof Struct struct ? struct.schema() : schema;
        if (declared == null) {
            return byClass.computeIfAbsent(key.getClass(), c -> bare(null, key));
        }
        if (declared != lastSchema) {
            lastForm = bySchema.computeIfAbsent(schemas.canonical(declared), s -> compile(s, key));
            lastSchema = declared;
        }
        return lastForm;
    }

    private KeyForm compile(Schema schema, Object key) {
        return key instanceof Struct ? form(columns.ofFields(schema)) : bare(schema, key);
    }

    private KeyForm bare(@Nullable Schema schema, Object key) {
        return bareColumn.isEmpty()
                ? KeyForm.None.INSTANCE
                : form(List.of(columns.ofBareValue(bareColumn.get(), schema, key)));
    }

    private KeyForm form(List<ColumnSpec> specs) {
        return new KeyForm.Apart(specs, object);
    }
}
