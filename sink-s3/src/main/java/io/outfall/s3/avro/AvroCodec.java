// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.s3.codec.BlockCodec;

/** How blocks are compressed. */
public enum AvroCodec {
    /** Not at all. */
    NONE("null"),
    /** The one that every implementation of Avro has to know. */
    DEFLATE("deflate"),
    SNAPPY("snappy"),
    ZSTD("zstandard");

    private final String word;

    AvroCodec(String word) {
        this.word = word;
    }

    /** As a file names it. */
    String word() {
        return word;
    }

    /** @param level 1 to 9 for DEFLATE, 1 to 22 for ZSTD; none otherwise */
    public BlockCodec open(int level) {
        return switch (this) {
            case NONE -> BlockCodec.none();
            case DEFLATE -> BlockCodec.deflate(level);
            case SNAPPY -> BlockCodec.snappyWithChecksum();
            case ZSTD -> BlockCodec.zstd(level);
        };
    }
}
