// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys that name the metadata columns. */
public final class MetadataSection implements Section<List<MetadataColumn>> {
    private final Map<MetadataField, Key<String>> keys = new EnumMap<>(MetadataField.class);

    public MetadataSection() {
        for (MetadataField field : MetadataField.values()) {
            keys.put(
                    field,
                    Key.text("metadata." + field.key() + ".column")
                            .doc("The column for " + field.meaning() + ". Empty leaves it out.")
                            .importance(Importance.LOW)
                            .defaultsTo(field.defaultColumn()));
        }
    }

    /** The key that names a column. */
    public Key<String> key(MetadataField field) {
        return Objects.requireNonNull(keys.get(field));
    }

    @Override
    public String title() {
        return "Metadata columns";
    }

    @Override
    public String about() {
        return "Columns beside those of the row. Each can be renamed, or left out by an empty name.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.copyOf(keys.values());
    }

    @Override
    public List<Check> checks() {
        return List.of(this::namesDiffer);
    }

    @Override
    public List<MetadataColumn> read(Values values) {
        List<MetadataColumn> columns = new ArrayList<>();
        keys.forEach((field, key) -> {
            if (!values.get(key).isEmpty()) {
                columns.add(new MetadataColumn(field, values.get(key)));
            }
        });
        return List.copyOf(columns);
    }

    private void namesDiffer(Values values, Problems problems) {
        Map<String, Key<String>> byName = new HashMap<>();
        for (Key<String> key : keys.values()) {
            Key<String> other = values.get(key).isEmpty() ? null : byName.put(values.get(key), key);
            if (other != null) {
                problems.add(key, "names the same column as " + other.name());
            }
        }
    }
}
