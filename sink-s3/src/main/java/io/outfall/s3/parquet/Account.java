// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.s3.spill.Extent;
import io.outfall.s3.spill.SpillFile;
import java.util.Optional;

/** What one owner, an open file or the task's own scratch, has taken of the task's memory and disk. */
final class Account {
    private final BufferPool pool;
    private final SpillFile disk;
    private long heldBytes;
    private long spilledBytes;

    Account(BufferPool pool, SpillFile disk) {
        this.pool = pool;
        this.disk = disk;
    }

    byte[] take(int atLeast) {
        byte[] bytes = pool.take(atLeast);
        heldBytes += bytes.length;
        return bytes;
    }

    void give(byte[] bytes) {
        heldBytes -= bytes.length;
        pool.give(bytes);
    }

    /** Counts bytes of objects that no pool has, or takes them off again where negative. */
    void count(long bytes) {
        heldBytes += bytes;
        pool.count(bytes);
    }

    /** Writes bytes to the disk; empty if it does not take them. */
    Optional<Extent> spill(byte[] bytes, int length) {
        Optional<Extent> extent = disk.write(bytes, 0, length);
        spilledBytes += extent.map(Extent::length).orElse(0);
        return extent;
    }

    /** Reads what was spilled. */
    void read(Extent extent, byte[] into) {
        disk.read(extent, into);
    }

    /** Forgets what was spilled. */
    void free(Extent extent) {
        spilledBytes -= extent.length();
        disk.free(extent);
    }

    /** Bytes on the heap. */
    long heldBytes() {
        return heldBytes;
    }

    /** Bytes on the disk. */
    long spilledBytes() {
        return spilledBytes;
    }
}
