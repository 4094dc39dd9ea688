// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/** Rows finished in the row group in the making of one file. */
final class RowCount {
    private int rows;

    int rows() {
        return rows;
    }

    void next() {
        rows++;
    }

    void clear() {
        rows = 0;
    }
}
