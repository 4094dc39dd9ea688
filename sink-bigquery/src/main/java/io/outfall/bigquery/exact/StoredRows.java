// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Witness;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a topic-partition a table has, within a range of offsets.
 *
 * @param from the first offset of the range
 * @param until the offset after the range
 * @param offsets those of the range that the table has
 * @param lowest the first of them with the time of its record, if the table knows that
 */
record StoredRows(
        long from, long until, OffsetSet offsets, @Nullable Witness lowest) {

    /** Whether the offset is in the range. */
    boolean covers(long offset) {
        return offset >= from && offset < until;
    }

    /** Whether the table has it. */
    boolean has(long offset) {
        return offsets.has(offset);
    }
}
