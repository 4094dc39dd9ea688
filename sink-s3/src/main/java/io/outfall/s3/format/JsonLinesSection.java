// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link JsonLinesOptions}. */
public final class JsonLinesSection implements Section<JsonLinesOptions> {
    private static final JsonLinesOptions DEFAULTS = JsonLinesOptions.defaults();

    static final Key<JsonLinesOptions.Compression> COMPRESSION = Key.oneOf(
                    "jsonl.compression", JsonLinesOptions.Compression.class)
            .doc("How files are compressed: every reader takes `gzip`, `zstd` costs several times less.")
            .importance(Importance.MEDIUM)
            .defaultsTo(DEFAULTS.compression());
    static final Key<Integer> LEVEL = Key.integer("jsonl.compression.level", 1, 22)
            .doc("How hard to compress: 1 to 22 for `zstd`, 1 to 9 for `gzip`.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.level());
    static final Key<Integer> BLOCK = Key.integer("jsonl.block.bytes", 1 << 10, 1 << 26)
            .doc(
                    "So many bytes of lines are compressed at once; an open file holds up to as much in memory. Files are streams "
                            + "one after the other, which gzip, zstd and every reader take for one.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.blockBytes());

    @Override
    public String title() {
        return "JSON Lines";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(COMPRESSION, LEVEL, BLOCK);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            if (values.get(COMPRESSION) == JsonLinesOptions.Compression.GZIP && values.get(LEVEL) > 9) {
                problems.add(LEVEL, "must not be above 9 for gzip");
            }
        });
    }

    @Override
    public JsonLinesOptions read(Values values) {
        return new JsonLinesOptions(values.get(COMPRESSION), values.get(LEVEL), values.get(BLOCK));
    }
}
