// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.xerial.snappy.Snappy;

/**
 * Compresses blocks, each on its own. One per task: it holds the codec's state, some of it outside the heap. The
 * classes of a codec's library are loaded only when it is chosen.
 */
public sealed interface BlockCodec extends AutoCloseable {

    /** Leaves bytes as they are. */
    static BlockCodec none() {
        return new None();
    }

    /** Snappy blocks without frame. */
    static BlockCodec snappy() {
        return new SnappyBlocks();
    }

    /** Snappy blocks without frame, each followed by the CRC-32 of its plain bytes in big-endian order, as in Avro. */
    static BlockCodec snappyWithChecksum() {
        return new CheckedSnappy(new SnappyBlocks(), new CRC32());
    }

    /** LZ4 blocks without frame. */
    static BlockCodec lz4() {
        return new Lz4Blocks();
    }

    /**
     * Zstandard frames (RFC 8878), which may follow each other in a file.
     *
     * @param level 1 to 22, or negative
     */
    static BlockCodec zstd(int level) {
        return new ZstdFrames(level);
    }

    /**
     * Gzip members (RFC 1952), which may follow each other in a file.
     *
     * @param level 1 to 9
     */
    static BlockCodec gzip(int level) {
        return new GzipMembers(level);
    }

    /**
     * Raw DEFLATE (RFC 1951).
     *
     * @param level 1 to 9
     */
    static BlockCodec deflate(int level) {
        return new Deflate(level);
    }

    /** The most bytes that {@code length} bytes can become. */
    int bound(int length);

    /**
     * Compresses.
     *
     * @param out has {@link #bound} bytes of room from {@code outOffset}
     * @return how many bytes it became
     */
    int compress(byte[] in, int length, byte[] out, int outOffset);

    /** Lets go of what is held outside the heap. */
    @Override
    default void close() {}

    record None() implements BlockCodec {
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

    record SnappyBlocks() implements BlockCodec {
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

    record CheckedSnappy(SnappyBlocks blocks, CRC32 crc) implements BlockCodec {
        @Override
        public int bound(int length) {
            return blocks.bound(length) + Integer.BYTES;
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            int compressed = blocks.compress(in, length, out, outOffset);
            crc.reset();
            crc.update(in, 0, length);
            ByteBuffer.wrap(out).putInt(outOffset + compressed, (int) crc.getValue());
            return compressed + Integer.BYTES;
        }
    }

    final class ZstdFrames implements BlockCodec {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        ZstdFrames(int level) {
            context.setLevel(level);
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

    record Lz4Blocks(LZ4Compressor compressor) implements BlockCodec {
        Lz4Blocks() {
            this(LZ4Factory.fastestInstance().fastCompressor());
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

    final class Deflate implements BlockCodec {
        private final Deflater deflater;

        Deflate(int level) {
            deflater = new Deflater(level, true);
        }

        @Override
        public int bound(int length) {
            // zlib's own compressBound, plus what one byte more may take.
            return length + (length >> 12) + (length >> 14) + (length >> 25) + 32;
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            deflater.reset();
            deflater.setInput(in, 0, length);
            deflater.finish();
            int compressed = deflater.deflate(out, outOffset, out.length - outOffset);
            if (!deflater.finished()) {
                throw new IllegalStateException("deflate needs more than its bound for " + length + " bytes");
            }
            return compressed;
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    /** By hand, since the stream of the JDK cannot be used twice. */
    final class GzipMembers implements BlockCodec {
        private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
        private static final int TRAILER = 8;

        private final Deflate deflate;
        private final CRC32 crc = new CRC32();

        GzipMembers(int level) {
            deflate = new Deflate(level);
        }

        @Override
        public int bound(int length) {
            return deflate.bound(length) + HEADER.length + TRAILER;
        }

        @Override
        public int compress(byte[] in, int length, byte[] out, int outOffset) {
            System.arraycopy(HEADER, 0, out, outOffset, HEADER.length);
            int at = outOffset + HEADER.length;
            at += deflate.compress(in, length, out, at);
            crc.reset();
            crc.update(in, 0, length);
            ByteBuffer.wrap(out, at, TRAILER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .putInt(length);
            return at + TRAILER - outOffset;
        }

        @Override
        public void close() {
            deflate.close();
        }
    }
}
