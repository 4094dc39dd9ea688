// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

/**
 * How files are written.
 *
 * @param codec of all blocks
 * @param level 1 to 9 for DEFLATE, 1 to 22 for ZSTD; none otherwise
 * @param blockBytes so many bytes of rows make a block, before compression
 */
public record AvroOptions(AvroCodec codec, int level, int blockBytes) {

    /** DEFLATE, which every reader takes, at its fastest, and blocks of 64 KiB. */
    public static AvroOptions defaults() {
        return new AvroOptions(AvroCodec.DEFLATE, 1, 1 << 16);
    }
}
