// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.s3.codec.ByteSink;

/**
 * The form that all files of one task have, and what they share in memory. Belongs to the task thread, and must be
 * closed, since codecs hold memory outside the heap.
 */
public interface FileFormat extends AutoCloseable {

    /** What the names of files end in, without a dot before it, such as {@code parquet}. */
    String extension();

    /** MIME type of the files. */
    String contentType();

    /**
     * Begins a file.
     *
     * @param topic groups files of alike columns: what one file shows about them serves the next
     * @param sink receives the bytes of the file in order
     */
    RowFile open(String topic, ByteSink sink);

    /** Bytes that all open files have on the heap, with what they share. */
    long heldBytes();

    /** Lets go of what files share. Files still open are lost. */
    @Override
    void close();
}
