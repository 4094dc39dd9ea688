// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.s3.codec.BlockCodec;

/**
 * How JSON Lines are written.
 *
 * @param compression of the whole file
 * @param level 1 to 22 for ZSTD, 1 to 9 for GZIP; none otherwise
 * @param blockBytes so many bytes of lines are compressed at once
 */
public record JsonLinesOptions(Compression compression, int level, int blockBytes) {

    /** How files are compressed: by formats of which several streams may follow each other. */
    public enum Compression {
        /** Not at all. */
        NONE("jsonl", "application/x-ndjson"),
        GZIP("jsonl.gz", "application/gzip"),
        ZSTD("jsonl.zst", "application/zstd");

        private final String extension;
        private final String contentType;

        Compression(String extension, String contentType) {
            this.extension = extension;
            this.contentType = contentType;
        }
    }

    /** GZIP, which every reader takes, at its fastest, and blocks of 64 KiB. */
    public static JsonLinesOptions defaults() {
        return new JsonLinesOptions(Compression.GZIP, 1, 1 << 16);
    }

    String extension() {
        return compression.extension;
    }

    String contentType() {
        return compression.contentType;
    }

    BlockCodec codec() {
        return switch (compression) {
            case NONE -> BlockCodec.none();
            case GZIP -> BlockCodec.gzip(level);
            case ZSTD -> BlockCodec.zstd(level);
        };
    }
}
