// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import org.apache.parquet.format.Encoding;

/**
 * A finished data page, without its bytes.
 *
 * @param encoding of the values
 * @param bytes header and compressed body
 * @param rawBytes header and body before compression
 * @param firstRow the row within the row group that it begins with
 * @param entries values, nulls and empty lists
 * @param nulls entries without a value
 * @param bounds of the values
 */
record Page(Encoding encoding, int bytes, int rawBytes, long firstRow, int entries, int nulls, Bounds bounds) {
    boolean isAllNull() {
        return nulls == entries;
    }
}
