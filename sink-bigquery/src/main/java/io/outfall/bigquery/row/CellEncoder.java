// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

/** Tells a sink the canonical values of one column of a row as the table's column has them. Without state. */
@FunctionalInterface
interface CellEncoder {

    /**
     * Tells one value.
     *
     * @param value never null
     * @return false if a policy makes the value null, and nothing was told
     * @throws io.outfall.type.UnfitValueException if the column does not hold the value
     * @throws ClassCastException if it is no canonical value of the column's type
     */
    boolean encode(Object value, CellSink out);
}
