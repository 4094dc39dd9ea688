// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import org.jspecify.annotations.Nullable;

/** A row with {@code _CHANGE_TYPE}. */
public final class Change {

    private final boolean delete;
    private final SequenceNumber sequence;
    private final @Nullable Object[] row;

    /**
     * Made of what a writer sent.
     *
     * @param delete whether it deletes the row of its key, or puts itself in the place of it
     * @param row the values by position, of a deletion at least those of the key
     */
    public Change(boolean delete, SequenceNumber sequence, @Nullable Object[] row) {
        this.delete = delete;
        this.sequence = sequence;
        this.row = row;
    }

    boolean delete() {
        return delete;
    }

    public SequenceNumber sequence() {
        return sequence;
    }

    @Nullable
    Object[] row() {
        return row;
    }
}
