// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.s3.codec.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a row of certain columns goes into a file: for each field of the file, in order, where its value comes from. */
public final class RowPlan {
    private final int[] positions;
    private final CellEncoder[] encoders;

    RowPlan(List<Field> fields) {
        this.positions = fields.stream().mapToInt(Field::position).toArray();
        this.encoders = fields.stream().map(Field::encoder).toArray(CellEncoder[]::new);
    }

    /** Fields of the file. */
    public int fields() {
        return positions.length;
    }

    /** The position of a field's value among the columns of the row, or below 0 where the row has none. */
    public int position(int field) {
        return positions[field];
    }

    /**
     * Appends a field.
     *
     * @param value canonical value of the row's column, or null
     * @throws io.outfall.type.UnfitValueException if the field does not hold the value
     * @throws ClassCastException if it is no canonical value of the column's type
     */
    public void encode(int field, @Nullable Object value, Block out) {
        encoders[field].encodeOptional(value, out);
    }

    record Field(int position, CellEncoder encoder) {
        /** A field that rows of these columns do not have. */
        static final Field NULL = new Field(-1, (value, out) -> {
            throw new IllegalStateException("a row has a value for a column that it does not have");
        });
    }
}
