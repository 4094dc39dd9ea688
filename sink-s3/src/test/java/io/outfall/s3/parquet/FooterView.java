// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;

/** What no SQL shows: footer, indexes and page headers, by the format's own structures. */
final class FooterView {
    private final byte[] file;
    private final FileMetaData metaData;

    FooterView(byte[] file) {
        this.file = file;
        int length =
                ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
        this.metaData = read(file.length - 8 - length, Util::readFileMetaData);
    }

    private interface Reader<T> {
        T read(InputStream from) throws IOException;
    }

    private <T> T read(long offset, Reader<T> reader) {
        try {
            return reader.read(new ByteArrayInputStream(file, (int) offset, file.length - (int) offset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FileMetaData metaData() {
        return metaData;
    }

    /** The only row group's chunk of that column. */
    ColumnChunk chunk(int column) {
        return metaData.getRow_groups().get(0).getColumns().get(column);
    }

    Statistics statistics(int column) {
        return chunk(column).getMeta_data().getStatistics();
    }

    ColumnIndex columnIndex(int column) {
        return read(chunk(column).getColumn_index_offset(), Util::readColumnIndex);
    }

    OffsetIndex offsetIndex(int column) {
        return read(chunk(column).getOffset_index_offset(), Util::readOffsetIndex);
    }

    /** The headers that the offset index points to. */
    List<PageHeader> pages(int column) {
        List<PageHeader> headers = new ArrayList<>();
        for (PageLocation page : offsetIndex(column).getPage_locations()) {
            headers.add(read(page.getOffset(), Util::readPageHeader));
        }
        return headers;
    }
}
