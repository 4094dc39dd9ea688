// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;

/** One file being written, row by row. Ends with {@link #close()}, or with {@link #discard()} if it is not wanted. */
public interface RowFile {

    /**
     * Whether rows of that layout, of the family of the file, still go into it. Where they do not, the next file of the
     * family takes them.
     *
     * @throws UnfitRowException if no file takes such rows
     */
    boolean takes(RowLayout layout) throws UnfitRowException;

    /**
     * Adds a row.
     *
     * @param row a row of a layout that the file takes
     * @throws UnfitRowException if a value does not fit; the file is as it was before
     */
    void add(ChangeRow row) throws UnfitRowException;

    /** Rows added. */
    long rows();

    /** What the file has on the heap, in bytes. */
    long heldBytes();

    /** What the file has on the disk, and not yet in the sink, in bytes. */
    default long spilledBytes() {
        return 0;
    }

    /** Bytes that went to the sink. */
    long writtenBytes();

    /** Gives memory back and goes on: compresses what is held, as well as the format can. */
    void compress();

    /**
     * Gives memory back and goes on: moves what is compressed to the disk, where a format holds such and has a disk.
     */
    default void spill() {}

    /** Gives nearly all memory back and goes on: what is held goes to the sink. */
    void flush();

    /**
     * Ends the file: what is held and what the format puts at the end go to the sink.
     *
     * @throws IllegalStateException if the file has no row or has ended
     */
    void close();

    /** Forgets what is held. Safe after {@link #close()}. */
    void discard();
}
