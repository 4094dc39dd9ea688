// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The key of {@link RowContent}. */
public final class RowSection implements Section<RowContent> {
    static final Key<RowContent> CONTENT = Key.oneOf("row.content", RowContent.class)
            .doc(
                    "What the columns of a row are. `row`: those of the table, from the row after the change or the key of a "
                            + "deleted row. `envelope`: the fields of the record's value as they are, so that `before`, `after` and "
                            + "`source` are nested columns. `raw`: `key` and `value` as bytes, for ByteArrayConverter or "
                            + "StringConverter.")
            .importance(Importance.MEDIUM)
            .defaultsTo(RowContent.ROW);

    @Override
    public String title() {
        return "Rows";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(CONTENT);
    }

    @Override
    public RowContent read(Values values) {
        return values.get(CONTENT);
    }
}
