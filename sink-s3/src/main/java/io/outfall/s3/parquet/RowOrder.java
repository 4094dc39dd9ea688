// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Type;

/**
 * Whether the values of one column chunk stand in order, looked at one by one. Nulls have no place in an order here,
 * nor have floating-point numbers, of which readers do not agree what comes first.
 */
final class RowOrder {
    private static final byte[] NONE = {};

    private boolean constant = true;
    private boolean rising = true;
    private boolean falling = true;
    private byte[] last = NONE;
    private boolean any;

    /** Takes the page in the making of a leaf. */
    void addPage(Leaf leaf) {
        Type physical = leaf.type().physical();
        if (leaf.valueCount() < leaf.entryCount()
                || leaf.maxRepetition() > 0
                || physical == Type.FLOAT
                || physical == Type.DOUBLE
                || leaf.type().order() instanceof ValueOrder.None) {
            constant = false;
            rising = false;
            falling = false;
        }
        byte[] staged = leaf.values().array();
        int at = 0;
        for (int i = 0; i < leaf.valueCount() && (rising || falling); i++) {
            int length = leaf.type().width();
            if (length == 0) {
                length = LittleEndian.getInt(staged, at);
                at += Integer.BYTES;
            }
            if (!any || !Arrays.equals(last, 0, last.length, staged, at, at + length)) {
                add(Arrays.copyOfRange(staged, at, at + length), leaf.type().order());
            }
            at += length;
        }
    }

    private void add(byte[] value, ValueOrder order) {
        if (any) {
            int step = order.compare(last, value);
            constant = false;
            rising &= step < 0;
            falling &= step > 0;
        }
        any = true;
        last = value;
    }

    /** Whether all values are the same, and there is at least one. */
    boolean isConstant() {
        return constant && any;
    }

    /** What the footer may say of the order; empty where there is none. */
    Optional<SortingColumn> claim(int column) {
        return any && (rising || falling) ? Optional.of(new SortingColumn(column, !rising, false)) : Optional.empty();
    }
}
