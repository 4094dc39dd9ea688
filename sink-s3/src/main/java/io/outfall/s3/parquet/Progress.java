// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/** How far the row group in the making of one file is. */
final class Progress {
    private int rows;
    private long pageBytes;
    private long rawPageBytes;

    /** Rows ended. */
    int rows() {
        return rows;
    }

    /** Bytes of finished pages, compressed. */
    long pageBytes() {
        return pageBytes;
    }

    /** Bytes of finished pages before compression. */
    long rawPageBytes() {
        return rawPageBytes;
    }

    void endRow() {
        rows++;
    }

    void endPage(Page page) {
        pageBytes += page.bytes();
        rawPageBytes += page.rawBytes();
    }

    void beginRowGroup() {
        rows = 0;
        pageBytes = 0;
        rawPageBytes = 0;
    }
}
