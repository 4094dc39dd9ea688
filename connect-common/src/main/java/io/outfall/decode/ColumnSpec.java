// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.type.Decoder;
import io.outfall.type.SemanticType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A column before it is known where its cells are taken from.
 *
 * @param name the column's name
 * @param type what it means
 * @param sourceType what the source called the type
 * @param cell takes the cell out of a struct or map that holds the row
 * @param decoder makes the canonical value
 * @param unavailable recognises the marker of an unavailable value, or null
 */
record ColumnSpec(
        String name,
        SemanticType type,
        String sourceType,
        CellReader cell,
        Decoder decoder,
        @Nullable Predicate<Object> unavailable) {

    Column column(boolean key, CellReader reader) {
        return new Column(name, type, sourceType, key, reader, decoder, unavailable);
    }

    /** Whether the cells of the other column can be read as cells of this one. */
    boolean reads(ColumnSpec other) {
        boolean integers = type instanceof SemanticType.Int && other.type() instanceof SemanticType.Int;
        return integers || (type.equals(other.type()) && sourceType.equals(other.sourceType()));
    }
}
