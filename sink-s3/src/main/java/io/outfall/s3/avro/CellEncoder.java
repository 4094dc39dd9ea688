// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.s3.codec.Block;
import org.jspecify.annotations.Nullable;

/** Appends canonical values of one type in Avro's binary form. Without state. */
@FunctionalInterface
interface CellEncoder {
    /** Every type is the second branch of a union with null. */
    int NULL = 0;

    int VALUE = 1;

    /**
     * Appends a value without its branch.
     *
     * @throws io.outfall.type.UnfitValueException if the type does not hold the value
     * @throws ClassCastException if it is no canonical value of the type
     */
    void encode(Object value, Block out);

    /** Appends the branch and the value. */
    default void encodeOptional(@Nullable Object value, Block out) {
        if (value == null) {
            out.putZigZag(NULL);
        } else {
            out.putZigZag(VALUE);
            encode(value, out);
        }
    }
}
