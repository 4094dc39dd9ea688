// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataValues;
import io.outfall.s3.avro.AvroColumn;
import io.outfall.s3.avro.AvroFile;
import io.outfall.s3.avro.AvroOptions;
import io.outfall.s3.avro.AvroSchema;
import io.outfall.s3.codec.BlockPress;
import io.outfall.s3.codec.ByteSink;
import java.util.List;
import java.util.stream.Stream;

/** Rows as Avro object container files. */
public final class AvroFormat implements FileFormat {
    private final AvroOptions options;
    private final BlockPress press;
    private final RowSchemas<List<AvroColumn>> schemas;
    private final RowFamilies families;
    private final MetadataValues metadata;

    public AvroFormat(AvroOptions options, List<MetadataColumn> metadata) {
        this.options = options;
        this.press = new BlockPress(options.codec().open(options.level()), options.blockBytes());
        this.schemas = new RowSchemas<>(metadata, AvroFormat::columns);
        this.families = new RowFamilies(
                schemas,
                AvroSchema.UNION,
                (topic, columns) -> new AvroFamily(columns, row -> schema(topic, row), this::open));
        this.metadata = new MetadataValues(metadata);
    }

    @Override
    public String extension() {
        return "avro";
    }

    /** As the Avro project names it; not registered with IANA. */
    @Override
    public String contentType() {
        return "application/vnd.apache.avro.file";
    }

    @Override
    public RowFamily family(String topic, RowLayout layout) throws UnfitRowException {
        return families.of(topic, layout);
    }

    private AvroSchema schema(String topic, List<AvroColumn> row) {
        return new AvroSchema(
                topic,
                Stream.concat(row.stream(), columns(schemas.metadata()).stream())
                        .toList());
    }

    private RowFile open(AvroSchema schema, ByteSink sink) {
        return new AvroRows(new AvroFile(schema, options.codec(), press, sink), schemas, metadata);
    }

    @Override
    public long heldBytes() {
        return press.heldBytes();
    }

    @Override
    public void close() {
        press.close();
    }

    static List<AvroColumn> columns(List<RowColumn> columns) {
        return columns.stream()
                .map(column -> new AvroColumn(column.name(), column.type(), column.sourceType()))
                .toList();
    }
}
