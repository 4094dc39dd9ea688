// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.s3.codec.BlockCodec;
import org.apache.parquet.format.CompressionCodec;

/**
 * The codec of all pages (Compression.md).
 *
 * @param name as the footer names it
 * @param blocks what compresses
 */
record PageCodec(CompressionCodec name, BlockCodec blocks) {

    /** The codec that was configured. */
    static PageCodec of(Compression compression, int level) {
        return switch (compression) {
            case NONE -> new PageCodec(CompressionCodec.UNCOMPRESSED, BlockCodec.none());
            case SNAPPY -> new PageCodec(CompressionCodec.SNAPPY, BlockCodec.snappy());
            case GZIP -> new PageCodec(CompressionCodec.GZIP, BlockCodec.gzip(level));
            case ZSTD -> new PageCodec(CompressionCodec.ZSTD, BlockCodec.zstd(level));
            case LZ4_RAW -> new PageCodec(CompressionCodec.LZ4_RAW, BlockCodec.lz4());
        };
    }
}
