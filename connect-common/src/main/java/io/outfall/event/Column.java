// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import io.outfall.type.Decoder;
import io.outfall.type.SemanticType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link RowLayout}: its meaning, and how to read it. Compiled once per schema. The hot loop of a sink
 * is
 *
 * <pre>{@code
 * Object raw = column.raw(data);
 * if (raw == null) ...                        // NULL
 * else if (raw == CellReader.ABSENT) ...      // ABSENT
 * else if (column.isUnavailable(raw)) ...     // UNAVAILABLE
 * else write(column.decode(raw));             // VALUE, in canonical form
 * }</pre>
 */
public final class Column {
    private final String name;
    private final SemanticType type;
    private final String sourceType;
    private final boolean key;
    private final CellReader reader;
    private final Decoder decoder;
    private final @Nullable Predicate<Object> unavailable;

    /**
     * @param name the column's name in the source
     * @param type what it means
     * @param sourceType what the source called the type: the schema's name, else the Connect type in lower case
     * @param key whether the column is part of the record key
     * @param reader takes the cell out of the row
     * @param decoder makes the canonical value of {@code type}
     * @param unavailable recognises the marker of an unavailable value, or null where the type has no such marker
     */
    public Column(
            String name,
            SemanticType type,
            String sourceType,
            boolean key,
            CellReader reader,
            Decoder decoder,
            @Nullable Predicate<Object> unavailable) {
        this.name = name;
        this.type = type;
        this.sourceType = sourceType;
        this.key = key;
        this.reader = reader;
        this.decoder = decoder;
        this.unavailable = unavailable;
    }

    public String name() {
        return name;
    }

    public SemanticType type() {
        return type;
    }

    public String sourceType() {
        return sourceType;
    }

    public boolean isKey() {
        return key;
    }

    /** The cell as the converter left it: null for NULL, {@link CellReader#ABSENT}, or anything else. */
    public @Nullable Object raw(Object data) {
        return reader.read(data);
    }

    /** Whether a raw cell is the marker that stands for an unchanged value. */
    public boolean isUnavailable(Object raw) {
        return unavailable != null && unavailable.test(raw);
    }

    /**
     * The canonical value of a raw cell that is neither null, absent nor unavailable.
     *
     * @throws io.outfall.type.UnfitValueException if the value does not fit the type and is to be rejected
     */
    public @Nullable Object decode(Object raw) {
        return decoder == Decoder.CANONICAL ? raw : decoder.decode(raw);
    }

    /** What the row says about this column. */
    public CellState state(Object data) {
        Object raw = raw(data);
        if (raw == null) {
            return CellState.NULL;
        }
        if (raw == CellReader.ABSENT) {
            return CellState.ABSENT;
        }
        return isUnavailable(raw) ? CellState.UNAVAILABLE : CellState.VALUE;
    }

    /** The canonical value, or null when the state is anything but {@link CellState#VALUE}. */
    public @Nullable Object value(Object data) {
        Object raw = raw(data);
        return raw == null || raw == CellReader.ABSENT || isUnavailable(raw) ? null : decode(raw);
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
