// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.delivery.OffsetLedger;
import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.s3.object.ObjectUpload;
import io.outfall.s3.parquet.ColumnWriter;
import io.outfall.s3.parquet.ParquetFile;
import io.outfall.s3.parquet.ParquetSchema;
import io.outfall.s3.path.FileGroup;
import io.outfall.s3.rotate.FileAge;
import io.outfall.s3.row.ChangeRow;
import io.outfall.s3.row.MetadataWriter;
import io.outfall.type.UnfitValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that takes rows of one group: the Parquet file, the upload of its bytes, and the claim on its offsets. */
final class OpenFile {
    private final FileGroup group;
    private final ParquetFile parquet;
    private final ObjectUpload upload;
    private final OffsetLedger.Claim claim;
    private final MetadataWriter metadata;
    private final long firstRowMs;
    private long lastRowMs;
    // By schema, which is known by identity. Rows of one layout mostly follow each other, so the last is at hand.
    private final Map<ParquetSchema, ColumnWriter[]> writers = new HashMap<>(2);
    private @Nullable ParquetSchema lastSchema;
    private ColumnWriter[] lastWriters = {};

    OpenFile(
            FileGroup group,
            ParquetFile parquet,
            ObjectUpload upload,
            OffsetLedger.Claim claim,
            MetadataWriter metadata,
            long nowMs) {
        this.group = group;
        this.parquet = parquet;
        this.upload = upload;
        this.claim = claim;
        this.metadata = metadata;
        this.firstRowMs = nowMs;
        this.lastRowMs = nowMs;
    }

    FileGroup group() {
        return group;
    }

    OffsetLedger.Claim claim() {
        return claim;
    }

    ObjectUpload upload() {
        return upload;
    }

    long rows() {
        return parquet.rows();
    }

    long heldBytes() {
        return parquet.heldBytes();
    }

    FileAge age() {
        return new FileAge(parquet.rows(), parquet.writtenBytes() + parquet.heldBytes(), firstRowMs, lastRowMs);
    }

    /** Whether rows of that schema can share the file. */
    boolean takes(ParquetSchema schema) {
        return schema == lastSchema || writers.containsKey(schema) || parquet.fit(schema) == ParquetFile.Fit.FITS;
    }

    /**
     * Adds a row.
     *
     * @param row the row, of a layout that {@code schema} was compiled from
     * @throws UnfitRowException if a value does not fit; the file is as it was before
     */
    void add(ChangeRow row, ParquetSchema schema, long nowMs) throws UnfitRowException {
        ColumnWriter[] cells = writers(schema);
        List<Column> columns = row.image().layout().columns();
        int at = 0;
        try {
            List<String> unavailable = List.of();
            Object data = row.image().data();
            for (; at < columns.size(); at++) {
                Column column = columns.get(at);
                Object raw = column.raw(data);
                if (raw == null || raw == CellReader.ABSENT) {
                    continue;
                }
                if (column.isUnavailable(raw)) {
                    unavailable = plus(unavailable, column.name());
                } else {
                    cells[at].write(column.decode(raw));
                }
            }
            metadata.write(row, unavailable, cells, at);
            parquet.endRow();
            lastRowMs = nowMs;
        } catch (UnfitValueException | ClassCastException e) {
            parquet.abandonRow();
            throw new UnfitRowException(name(row.image().layout(), at), String.valueOf(e.getMessage()));
        }
    }

    /** Ends the file; its bytes are with the upload then, which only needs to be finished. */
    void finish() {
        parquet.close();
    }

    /** Leaves the file: nothing of it will be published. */
    void abandon() {
        parquet.discard();
        upload.abandon();
    }

    private ColumnWriter[] writers(ParquetSchema schema) {
        if (schema != lastSchema) {
            lastWriters = writers.computeIfAbsent(schema, parquet::columns);
            lastSchema = schema;
        }
        return lastWriters;
    }

    private String name(RowLayout layout, int at) {
        int columns = layout.columns().size();
        return at < columns ? layout.columns().get(at).name() : "of the metadata";
    }

    private static List<String> plus(List<String> names, String name) {
        List<String> more = names.isEmpty() ? new ArrayList<>() : names;
        more.add(name);
        return more;
    }
}
