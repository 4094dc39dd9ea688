// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/** What one owner, an open file or the task's own scratch, has taken from the pool. */
final class Account {
    private final BufferPool pool;
    private long heldBytes;

    Account(BufferPool pool) {
        this.pool = pool;
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

    long heldBytes() {
        return heldBytes;
    }
}
