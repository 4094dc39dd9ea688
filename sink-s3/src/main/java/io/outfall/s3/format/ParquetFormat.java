// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataValues;
import io.outfall.s3.codec.ByteSink;
import io.outfall.s3.parquet.ParquetColumn;
import io.outfall.s3.parquet.ParquetOptions;
import io.outfall.s3.parquet.ParquetSchema;
import io.outfall.s3.parquet.Workbench;
import io.outfall.s3.spill.SpillFile;
import java.util.List;
import java.util.concurrent.Executor;

/** Rows as Apache Parquet. */
public final class ParquetFormat implements FileFormat {
    private final Workbench workbench;
    private final RowSchemas<ParquetSchema> schemas;
    private final RowFamilies families;
    private final MetadataValues metadata;

    public ParquetFormat(ParquetOptions options, List<MetadataColumn> metadata, SpillFile disk, Executor workers) {
        this.workbench = new Workbench(options, disk, workers);
        this.schemas = new RowSchemas<>(metadata, ParquetFormat::schema);
        this.families =
                new RowFamilies(schemas, ParquetSchema.UNION, (topic, columns) -> sink -> open(topic, columns, sink));
        this.metadata = new MetadataValues(metadata);
    }

    @Override
    public String extension() {
        return "parquet";
    }

    /** Registered with IANA in 2024. */
    @Override
    public String contentType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public RowFamily family(String topic, RowLayout layout) throws UnfitRowException {
        return families.of(topic, layout);
    }

    private RowFile open(String topic, FamilyColumns columns, ByteSink sink) {
        return new ParquetRows(
                workbench.open(topic, column -> columns.type(column.name(), column.type()), sink), schemas, metadata);
    }

    @Override
    public long heldBytes() {
        return workbench.heldBytes();
    }

    @Override
    public void close() {
        workbench.close();
    }

    private static ParquetSchema schema(List<RowColumn> columns) {
        return new ParquetSchema(columns.stream()
                .map(column -> new ParquetColumn(column.name(), column.type(), column.sourceType(), null))
                .toList());
    }
}
