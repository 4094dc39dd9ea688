// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.List;

/**
 * How files are written.
 *
 * @param compression the codec of all pages
 * @param level of ZSTD (1 to 22, or negative) and GZIP (1 to 9); other codecs have none
 * @param encodings of values that no dictionary holds
 * @param pageBytes a page ends when so many bytes are staged, before encoding and compression
 * @param rowGroupBytes a row group ends when the file holds so many bytes on the heap
 * @param dictionaryBytes the most that the distinct values of a column chunk may take; 0 for no dictionaries
 * @param pageIndex whether column and offset indexes are written
 * @param bloom which columns get Bloom filters
 * @param sorting columns that rows are expected to stand in order of, the first before the others. Rows are not sorted:
 *     a row group names as many of these as its rows turn out to be sorted by.
 * @param createdBy program and version, as the footer names them
 */
public record ParquetOptions(
        Compression compression,
        int level,
        Encodings encodings,
        int pageBytes,
        int rowGroupBytes,
        int dictionaryBytes,
        boolean pageIndex,
        BloomColumns bloom,
        List<String> sorting,
        String createdBy) {
    private static final int SMALLEST_PAGE = 1 << 10;

    public ParquetOptions {
        sorting = List.copyOf(sorting);
        if (pageBytes < SMALLEST_PAGE || rowGroupBytes < pageBytes || dictionaryBytes < 0) {
            throw new IllegalArgumentException("a page of " + pageBytes + " bytes, a row group of " + rowGroupBytes
                    + " and a dictionary of " + dictionaryBytes + " make no file");
        }
    }

    /** ZSTD 1, plain values, pages of 256 KiB, row groups of 32 MiB. */
    public static ParquetOptions defaults() {
        return new ParquetOptions(
                Compression.ZSTD,
                1,
                Encodings.PLAIN,
                1 << 18,
                1 << 25,
                1 << 19,
                true,
                BloomColumns.NONE,
                List.of(),
                "outfall version unknown");
    }

    public ParquetOptions withCompression(Compression codec, int atLevel) {
        return new ParquetOptions(
                codec,
                atLevel,
                encodings,
                pageBytes,
                rowGroupBytes,
                dictionaryBytes,
                pageIndex,
                bloom,
                sorting,
                createdBy);
    }

    public ParquetOptions withEncodings(Encodings chosen) {
        return new ParquetOptions(
                compression,
                level,
                chosen,
                pageBytes,
                rowGroupBytes,
                dictionaryBytes,
                pageIndex,
                bloom,
                sorting,
                createdBy);
    }

    public ParquetOptions withPageBytes(int bytes) {
        return new ParquetOptions(
                compression,
                level,
                encodings,
                bytes,
                rowGroupBytes,
                dictionaryBytes,
                pageIndex,
                bloom,
                sorting,
                createdBy);
    }

    public ParquetOptions withRowGroupBytes(int bytes) {
        return new ParquetOptions(
                compression, level, encodings, pageBytes, bytes, dictionaryBytes, pageIndex, bloom, sorting, createdBy);
    }

    public ParquetOptions withDictionaryBytes(int bytes) {
        return new ParquetOptions(
                compression, level, encodings, pageBytes, rowGroupBytes, bytes, pageIndex, bloom, sorting, createdBy);
    }

    public ParquetOptions withPageIndex(boolean written) {
        return new ParquetOptions(
                compression,
                level,
                encodings,
                pageBytes,
                rowGroupBytes,
                dictionaryBytes,
                written,
                bloom,
                sorting,
                createdBy);
    }

    public ParquetOptions withCreatedBy(String program) {
        return new ParquetOptions(
                compression,
                level,
                encodings,
                pageBytes,
                rowGroupBytes,
                dictionaryBytes,
                pageIndex,
                bloom,
                sorting,
                program);
    }

    public ParquetOptions withBloom(BloomColumns columns) {
        return new ParquetOptions(
                compression,
                level,
                encodings,
                pageBytes,
                rowGroupBytes,
                dictionaryBytes,
                pageIndex,
                columns,
                sorting,
                createdBy);
    }

    public ParquetOptions withSorting(List<String> columns) {
        return new ParquetOptions(
                compression,
                level,
                encodings,
                pageBytes,
                rowGroupBytes,
                dictionaryBytes,
                pageIndex,
                bloom,
                columns,
                createdBy);
    }
}
