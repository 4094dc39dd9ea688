// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.event.CellState;
import io.outfall.type.SemanticType;
import org.jspecify.annotations.Nullable;

/**
 * What a placeholder stands for.
 *
 * @param state what the change says of it
 * @param type what the value means
 * @param value in canonical form or, of a whole row, the {@link io.outfall.event.Row}; null unless there is one
 */
record Cell(CellState state, SemanticType type, @Nullable Object value) {
    static final Cell ABSENT = new Cell(CellState.ABSENT, new SemanticType.Unknown(), null);
    static final Cell UNAVAILABLE = new Cell(CellState.UNAVAILABLE, new SemanticType.Unknown(), null);
    static final Cell NULL = new Cell(new SemanticType.Unknown(), null);

    private static final SemanticType TEXT = new SemanticType.Text();

    /** A value, or NULL. */
    Cell(SemanticType type, @Nullable Object value) {
        this(value == null ? CellState.NULL : CellState.VALUE, type, value);
    }

    static Cell text(@Nullable String text) {
        return new Cell(TEXT, text);
    }

    /** Whether the source did not repeat a value that was not changed. */
    boolean isUnavailable() {
        return state == CellState.UNAVAILABLE;
    }

    /** Whether there is nothing, not even NULL. */
    boolean isMissing() {
        return state == CellState.ABSENT || isUnavailable();
    }
}
