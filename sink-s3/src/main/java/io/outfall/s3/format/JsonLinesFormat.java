// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.RowLayout;
import io.outfall.json.JsonWriter;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataValues;
import io.outfall.s3.codec.BlockPress;
import java.util.List;

/** Rows as JSON Lines (jsonlines.org): one object per line, UTF-8. */
public final class JsonLinesFormat implements FileFormat {
    private final JsonLinesOptions options;
    private final BlockPress press;
    private final RowSchemas<List<RowColumn>> schemas;
    private final MetadataValues metadata;
    private final JsonWriter json = new JsonWriter();
    private final RowFamily any;

    public JsonLinesFormat(JsonLinesOptions options, List<MetadataColumn> metadata) {
        this.options = options;
        this.press = new BlockPress(options.codec(), options.blockBytes());
        this.schemas = new RowSchemas<>(metadata, columns -> columns);
        this.metadata = new MetadataValues(metadata);
        this.any = sink -> new JsonLinesFile(press, sink, schemas, this.metadata, json);
    }

    @Override
    public String extension() {
        return options.extension();
    }

    @Override
    public String contentType() {
        return options.contentType();
    }

    /** Lines do not have to be alike. */
    @Override
    public RowFamily family(String topic, RowLayout layout) {
        return any;
    }

    @Override
    public long heldBytes() {
        return press.heldBytes();
    }

    @Override
    public void close() {
        press.close();
    }
}
