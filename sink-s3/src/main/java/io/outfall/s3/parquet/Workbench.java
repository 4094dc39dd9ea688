// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.s3.codec.ByteSink;
import io.outfall.s3.spill.SpillFile;
import io.outfall.type.SemanticType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What all Parquet files of one task share: the codec, scratch for one page, the pool of buffers and what was learned
 * about columns. Belongs to the task thread, and must be closed, since codecs hold memory outside the heap.
 */
public final class Workbench implements AutoCloseable {
    private final ParquetOptions options;
    private final BufferPool pool;
    private final SpillFile disk;
    private final PageEncoder encoder;
    private final Map<String, LearnedTopic> topics = new HashMap<>();

    /**
     * @param disk where {@link ParquetFile#spill()} moves bytes to; whoever opened it closes it
     * @param workers compress pages beside the task thread, which does what they do not get to in time
     */
    public Workbench(ParquetOptions options, SpillFile disk, Executor workers) {
        this.options = options;
        this.pool = new BufferPool(options.rowGroupBytes());
        this.disk = disk;
        this.encoder = new PageEncoder(options, new Account(pool, disk), workers);
    }

    /**
     * Begins a file whose columns have the types that the first row with each of them says.
     *
     * @param topic groups files of alike columns: what one file shows about a column serves the next
     * @param sink receives the bytes; the first with the first row group
     */
    public ParquetFile open(String topic, ByteSink sink) {
        return open(topic, ParquetColumn::type, sink);
    }

    /**
     * Begins a file.
     *
     * @param topic groups files of alike columns: what one file shows about a column serves the next
     * @param types the type that a column is made with, which holds that of the row which brings it
     * @param sink receives the bytes; the first with the first row group
     */
    public ParquetFile open(String topic, Function<ParquetColumn, SemanticType> types, ByteSink sink) {
        LearnedTopic learned = topics.computeIfAbsent(topic, unseen -> new LearnedTopic());
        return new ParquetFile(
                new FileParts(options, encoder, new Account(pool, disk), new Progress(), learned),
                types,
                new FileOutput(sink));
    }

    /** Bytes of all open files on the heap, and scratch: what {@link ParquetFile#heldBytes()} adds up to. */
    public long heldBytes() {
        return pool.heldBytes();
    }

    /** Bytes of buffers kept for the next file; at most {@link ParquetOptions#rowGroupBytes()}. */
    public long idleBytes() {
        return pool.idleBytes();
    }

    /** Lets go of codec and scratch. Files still open are lost. */
    @Override
    public void close() {
        encoder.close();
    }
}
