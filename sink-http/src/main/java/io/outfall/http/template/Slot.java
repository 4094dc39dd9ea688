// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.UnfitValueException;

/** Gives what a placeholder stands for. Owned by one task. */
final class Slot {
    private final Placeholder placeholder;
    private final CellSource source;
    private final CellText text;

    Slot(Placeholder placeholder, LooseValues loose, CellText text) {
        this.placeholder = placeholder;
        this.source = CellSource.of(placeholder, loose);
        this.text = text;
    }

    /**
     * The value, after the filters.
     *
     * @throws UnfitRowException if there is none where there has to be one
     */
    Cell read(Subject subject) throws UnfitRowException {
        Cell cell = converted(subject);
        if (cell.value() != null || cell.isUnavailable()) {
            return cell;
        }
        Placeholder.Fallback fallback = placeholder.fallback();
        if (fallback != null) {
            return new Cell(fallback.type(), fallback.value());
        }
        return placeholder.omitsNull() ? Cell.ABSENT : cell;
    }

    /**
     * The value as text; of NULL, the empty text.
     *
     * @throws UnfitRowException if there is nothing, not even NULL
     */
    String text(Subject subject) throws UnfitRowException {
        Cell cell = read(subject);
        if (cell.isMissing()) {
            throw missing(cell);
        }
        return text.of(cell);
    }

    /** What to say of a value that has to be there. */
    UnfitRowException missing(Cell cell) {
        return new UnfitRowException(
                null,
                placeholder
                        + (cell.isUnavailable()
                                ? " was not repeated by the source, and text cannot leave it out"
                                : " is nothing that this change has, and it is needed here"));
    }

    private Cell converted(Subject subject) throws UnfitRowException {
        try {
            Cell cell = source.read(subject);
            for (Conversion conversion : placeholder.conversions()) {
                if (cell.value() != null) {
                    cell = conversion.of(cell, text);
                }
            }
            return cell;
        } catch (UnfitRowException e) {
            throw e.column() != null ? e : new UnfitRowException(null, placeholder + " " + e.reason());
        } catch (UnfitValueException e) {
            throw new UnfitRowException(null, placeholder + ": " + e.reason());
        }
    }

    @Override
    public String toString() {
        return placeholder.toString();
    }
}
