// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;

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
     * The rows that share files with rows of that layout; the same object as long as they do.
     *
     * @param topic whose rows they are
     * @throws UnfitRowException if no file takes such rows
     */
    RowFamily family(String topic, RowLayout layout) throws UnfitRowException;

    /** Bytes that all open files have on the heap, with what they share. */
    long heldBytes();

    /** Lets go of what files share. Files still open are lost. */
    @Override
    void close();
}
