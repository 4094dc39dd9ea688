// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.jspecify.annotations.Nullable;

/** Takes one cell out of the object that holds a row. Chosen once per column; never applies a schema default. */
@FunctionalInterface
public interface CellReader {

    /** What a reader hands out for a column that the event says nothing about. */
    Object ABSENT = CellState.ABSENT;

    /**
     * Takes the cell.
     *
     * @param data the object that holds the row
     * @return the cell's object, null for NULL, or {@link #ABSENT}
     */
    @Nullable
    Object read(Object data);
}
