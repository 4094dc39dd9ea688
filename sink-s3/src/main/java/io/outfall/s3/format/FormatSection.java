// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The key that chooses the format. */
public final class FormatSection implements Section<FormatSettings.Kind> {
    static final Key<FormatSettings.Kind> FORMAT = Key.oneOf("format", FormatSettings.Kind.class)
            .doc(
                    "The format of all files: `parquet`, `avro` (object container files) or `jsonl` (JSON Lines, one object per line).")
            .importance(Importance.HIGH)
            .defaultsTo(FormatSettings.Kind.PARQUET);

    @Override
    public String title() {
        return "Format";
    }

    @Override
    public String about() {
        return "All formats take the same rows, by the same paths and rotation. What each type becomes in each of them stands"
                + " in [Formats](../concepts/formats.md).";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(FORMAT);
    }

    @Override
    public FormatSettings.Kind read(Values values) {
        return values.get(FORMAT);
    }
}
