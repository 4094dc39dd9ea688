// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

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
        String createdBy) {
    private static final int SMALLEST_PAGE = 1 << 10;

    public ParquetOptions {
        if (pageBytes < SMALLEST_PAGE || rowGroupBytes < pageBytes || dictionaryBytes < 0) {
            throw new IllegalArgumentException("a page of " + pageBytes + " bytes, a row group of " + rowGroupBytes
                    + " and a dictionary of " + dictionaryBytes + " make no file");
        }
    }

    /** ZSTD 1, plain values, pages of 256 KiB, row groups of 32 MiB. */
    public static ParquetOptions defaults() {
        return new ParquetOptions(
                Compression.ZSTD, 1, Encodings.PLAIN, 1 << 18, 1 << 25, 1 << 19, true, "outfall version unknown");
    }

    public ParquetOptions withCompression(Compression codec, int atLevel) {
        return new ParquetOptions(
                codec, atLevel, encodings, pageBytes, rowGroupBytes, dictionaryBytes, pageIndex, createdBy);
    }

    public ParquetOptions withEncodings(Encodings chosen) {
        return new ParquetOptions(
                compression, level, chosen, pageBytes, rowGroupBytes, dictionaryBytes, pageIndex, createdBy);
    }

    public ParquetOptions withPageBytes(int bytes) {
        return new ParquetOptions(
                compression, level, encodings, bytes, rowGroupBytes, dictionaryBytes, pageIndex, createdBy);
    }

    public ParquetOptions withRowGroupBytes(int bytes) {
        return new ParquetOptions(
                compression, level, encodings, pageBytes, bytes, dictionaryBytes, pageIndex, createdBy);
    }

    public ParquetOptions withDictionaryBytes(int bytes) {
        return new ParquetOptions(compression, level, encodings, pageBytes, rowGroupBytes, bytes, pageIndex, createdBy);
    }

    public ParquetOptions withPageIndex(boolean written) {
        return new ParquetOptions(
                compression, level, encodings, pageBytes, rowGroupBytes, dictionaryBytes, written, createdBy);
    }

    public ParquetOptions withCreatedBy(String program) {
        return new ParquetOptions(
                compression, level, encodings, pageBytes, rowGroupBytes, dictionaryBytes, pageIndex, program);
    }
}
