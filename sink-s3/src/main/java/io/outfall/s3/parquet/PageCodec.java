// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages (Compression.md). One per task: it holds the codec's state, some of it outside the heap. The classes
 * of a codec's library are loaded only when it is chosen.
 */
sealed interface PageCodec extends AutoCloseable {

    /** The codec that was configured. */
    static PageCodec of(Compression compression, int level) {
        return switch (compression) {
            case NONE -> new None();
            case SNAPPY -> new SnappyBlocks();
            case GZIP -> new Gzip(level);
            case ZSTD -> new ZstdFrames(level);
            case LZ4_RAW -> new Lz4Blocks();
        };
    }

    /** As the footer names it. */
    CompressionCodec name();

    /** The most bytes that {@code length} bytes can become. */
    int bound(int length);

    /**
     * Compresses.
     *
     * @param out has {@link #bound} bytes of room from {@code outOffset}
     * @return how many bytes it became
     */
    int compress(byte[] in, int length, byte[] out, int outOffset);

    @Override
    default void close() {}

    record None() implements PageCodec {
        @Override
        public CompressionCodec name() {
            return CompressionCodec.UNCOMPRESSED;
        }

        @Override
        public int bound(int length) {
            return length;
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            System.arraycopy(in, 0, out, outOffset, length);
            return length;
        }
    }

    record SnappyBlocks() implements PageCodec {
        @Override
        public CompressionCodec name() {
            return CompressionCodec.SNAPPY;
        }

        @Override
        public int bound(int length) {
            return Snappy.maxCompressedLength(length);
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            try {
                return Snappy.compress(in, 0, length, out, outOffset);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final class ZstdFrames implements PageCodec {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        ZstdFrames(int level) {
            context.setLevel(level);
        }

        @Override
        public CompressionCodec name() {
            return CompressionCodec.ZSTD;
        }

        @Override
        public int bound(int length) {
            return Math.toIntExact(Zstd.compressBound(length));
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            return context.compressByteArray(out, outOffset, out.length - outOffset, in, 0, length);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    record Lz4Blocks(LZ4Compressor compressor) implements PageCodec {
        Lz4Blocks() {
            this(LZ4Factory.fastestInstance().fastCompressor());
        }

        @Override
        public CompressionCodec name() {
            return CompressionCodec.LZ4_RAW;
        }

        @Override
        public int bound(int length) {
            return compressor.maxCompressedLength(length);
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            return compressor.compress(in, 0, length, out, outOffset);
        }
    }

    /** RFC 1952 by hand, since the stream of the JDK cannot be used twice. */
    final class Gzip implements PageCodec {
        private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
        private static final int TRAILER = 8;

        private final Deflater deflater;
        private final CRC32 crc = new CRC32();

        Gzip(int level) {
            deflater = new Deflater(level, true);
        }

        @Override
        public CompressionCodec name() {
            return CompressionCodec.GZIP;
        }

        @Override
        public int bound(int length) {
            // zlib's own compressBound, plus what one byte more may take.
            return length + (length >> 12) + (length >> 14) + (length >> 25) + 32 + HEADER.length + TRAILER;
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            System.arraycopy(HEADER, 0, out, outOffset, HEADER.length);
            int at = outOffset + HEADER.length;
            deflater.reset();
            deflater.setInput(in, 0, length);
            deflater.finish();
            at += deflater.deflate(out, at, out.length - at);
            if (!deflater.finished()) {
                throw new IllegalStateException("deflate needs more than its bound for " + length + " bytes");
            }
            crc.reset();
            crc.update(in, 0, length);
            LittleEndian.putInt(out, at, (int) crc.getValue());
            LittleEndian.putInt(out, at + 4, length);
            return at + TRAILER - outOffset;
        }

        @Override
        public void close() {
            deflater.end();
        }
    }
}
