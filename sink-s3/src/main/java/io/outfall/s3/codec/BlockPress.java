// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.codec;

/**
 * What all files of one task share that consist of compressed blocks: the codec with its one state, room for the block
 * that is being compressed, and the count of what {@linkplain Block blocks} hold. Belongs to the task thread.
 */
public final class BlockPress implements AutoCloseable {
    private static final byte[] NONE = {};

    private final BlockCodec codec;
    private final int blockBytes;
    private byte[] pressed = NONE;
    private long heldBytes;

    /** @param blockBytes what blocks ordinarily grow to before they are compressed */
    public BlockPress(BlockCodec codec, int blockBytes) {
        this.codec = codec;
        this.blockBytes = blockBytes;
    }

    /** A block without bytes, and without memory until it has some. */
    public Block block() {
        return new Block(this);
    }

    /** What blocks ordinarily grow to before they are compressed. */
    public int blockBytes() {
        return blockBytes;
    }

    /**
     * Compresses a block and hands it to the sink. The block is empty then and keeps its memory.
     *
     * @return how many bytes it became
     */
    public int press(Block block, ByteSink sink) {
        int length = press(block);
        sink.write(pressed, 0, length);
        return length;
    }

    /**
     * Compresses a block, which is empty then and keeps its memory.
     *
     * @return how many bytes of {@link #pressed()} it became
     */
    public int press(Block block) {
        int bound = codec.bound(block.size());
        if (pressed.length < bound) {
            pressed = new byte[bound];
        }
        int length = codec.compress(block.array(), block.size(), pressed, 0);
        block.clear();
        return length;
    }

    /** What the last block was compressed to; overwritten by the next. */
    public byte[] pressed() {
        return pressed;
    }

    /** Bytes on the heap: of all blocks, and the room for compressed ones. */
    public long heldBytes() {
        return heldBytes + pressed.length;
    }

    void count(long change) {
        heldBytes += change;
    }

    @Override
    public void close() {
        codec.close();
    }
}
