// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.s3.codec.Block;
import io.outfall.s3.codec.BlockPress;
import io.outfall.s3.codec.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One object container file being written: fields of a row go into {@link #row()}, then {@link #endRow()} or
 * {@link #abandonRow()}. The header goes to the sink with the first block.
 */
public final class AvroFile {
    /** Objects beside the block, measured, rounded up. */
    private static final long OVERHEAD = 512;

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int SYNC_BYTES = 16;

    private final AvroSchema schema;
    private final AvroCodec codec;
    private final BlockPress press;
    private final ByteSink sink;
    private final Block block;
    private final byte[] sync = syncMarker();
    private int ended;
    private int blockRows;
    private long rows;
    private long writtenBytes;

    /** @param press of the codec */
    public AvroFile(AvroSchema schema, AvroCodec codec, BlockPress press, ByteSink sink) {
        this.schema = schema;
        this.codec = codec;
        this.press = press;
        this.sink = sink;
        this.block = press.block();
    }

    public AvroSchema schema() {
        return schema;
    }

    /** Where the fields of the next row go. */
    public Block row() {
        return block;
    }

    /** Ends the row; ends the block with it if it has become large enough. */
    public void endRow() {
        ended = block.size();
        blockRows++;
        rows++;
        if (ended >= press.blockBytes()) {
            endBlock();
        }
    }

    /** Takes back what came since the last {@link #endRow()}. */
    public void abandonRow() {
        block.cut(ended);
    }

    /** Hands what is held to the sink and gives its memory back. */
    public void flush() {
        endBlock();
        block.release();
    }

    /** Forgets what is held. */
    public void discard() {
        block.release();
        ended = 0;
        blockRows = 0;
    }

    /** Rows ended. */
    public long rows() {
        return rows;
    }

    /** What the file has on the heap, in bytes. */
    public long heldBytes() {
        return block.capacity() + OVERHEAD;
    }

    /** Bytes that went to the sink. */
    public long writtenBytes() {
        return writtenBytes;
    }

    private void endBlock() {
        if (blockRows == 0) {
            return;
        }
        Block frame = press.block();
        if (writtenBytes == 0) {
            header(frame);
        }
        int length = press.press(block);
        frame.putZigZag(blockRows);
        frame.putZigZag(length);
        writtenBytes += frame.size() + length + SYNC_BYTES;
        frame.writeTo(sink);
        sink.write(press.pressed(), 0, length);
        sink.write(sync, 0, SYNC_BYTES);
        frame.release();
        ended = 0;
        blockRows = 0;
    }

    private void header(Block out) {
        out.put(MAGIC);
        out.putZigZag(2);
        out.putText("avro.schema");
        byte[] text = schema.text().getBytes(StandardCharsets.UTF_8);
        out.putZigZag(text.length);
        out.put(text);
        out.putText("avro.codec");
        out.putZigZag(codec.word().length());
        out.put(codec.word().getBytes(StandardCharsets.US_ASCII));
        out.putZigZag(0);
        out.put(sync);
    }

    /** Random, so that blocks of one file are not taken for those of another. */
    private static byte[] syncMarker() {
        UUID random = UUID.randomUUID();
        return ByteBuffer.allocate(SYNC_BYTES)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array();
    }
}
