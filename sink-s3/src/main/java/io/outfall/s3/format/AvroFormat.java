// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataValues;
import io.outfall.s3.avro.AvroColumn;
import io.outfall.s3.avro.AvroFile;
import io.outfall.s3.avro.AvroOptions;
import io.outfall.s3.avro.TopicSchema;
import io.outfall.s3.codec.BlockPress;
import io.outfall.s3.codec.ByteSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows as Avro object container files. */
public final class AvroFormat implements FileFormat {
    private final AvroOptions options;
    private final BlockPress press;
    private final RowSchemas<List<AvroColumn>> schemas;
    private final MetadataValues metadata;
    private final Map<String, TopicSchema> topics = new HashMap<>();

    public AvroFormat(AvroOptions options, List<MetadataColumn> metadata) {
        this.options = options;
        this.press = new BlockPress(options.codec().open(options.level()), options.blockBytes());
        this.schemas = new RowSchemas<>(metadata, AvroFormat::columns);
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
    public RowFile open(String topic, ByteSink sink) {
        TopicSchema shown =
                topics.computeIfAbsent(topic, unseen -> new TopicSchema(topic, columns(schemas.metadata())));
        return new AvroRows(
                row -> new AvroFile(
                        shown.with(
                                row.subList(0, row.size() - schemas.metadata().size())),
                        options.codec(),
                        press,
                        sink),
                schemas,
                metadata);
    }

    @Override
    public long heldBytes() {
        return press.heldBytes();
    }

    @Override
    public void close() {
        press.close();
    }

    private static List<AvroColumn> columns(List<RowColumn> columns) {
        return columns.stream()
                .map(column -> new AvroColumn(column.name(), column.type(), column.sourceType()))
                .toList();
    }
}
