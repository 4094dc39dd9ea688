// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link AvroOptions}. */
public final class AvroSection implements Section<AvroOptions> {
    private static final AvroOptions DEFAULTS = AvroOptions.defaults();

    static final Key<AvroCodec> COMPRESSION = Key.oneOf("avro.compression", AvroCodec.class)
            .doc("The codec of all blocks: every reader takes `deflate`; `snappy` and `zstd` cost several times less.")
            .importance(Importance.MEDIUM)
            .defaultsTo(DEFAULTS.codec());
    static final Key<Integer> LEVEL = Key.integer("avro.compression.level", 1, 22)
            .doc("How hard to compress: 1 to 22 for `zstd`, 1 to 9 for `deflate`; other codecs have no levels.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.level());
    static final Key<Integer> BLOCK = Key.integer("avro.block.bytes", 1 << 10, 1 << 26)
            .doc("A block ends at this size, before compression; an open file holds up to as much in memory.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.blockBytes());

    @Override
    public String title() {
        return "Avro";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(COMPRESSION, LEVEL, BLOCK);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            if (values.get(COMPRESSION) == AvroCodec.DEFLATE && values.get(LEVEL) > 9) {
                problems.add(LEVEL, "must not be above 9 for deflate");
            }
        });
    }

    @Override
    public AvroOptions read(Values values) {
        return new AvroOptions(values.get(COMPRESSION), values.get(LEVEL), values.get(BLOCK));
    }
}
