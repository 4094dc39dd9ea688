// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.s3.avro.AvroColumn;
import io.outfall.s3.avro.AvroSchema;
import io.outfall.s3.codec.ByteSink;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Rows that share Avro files. A file has one schema from its first byte on, that of the family so far: so a new column
 * ends a file once, and then rows with and without it share files.
 */
final class AvroFamily implements RowFamily {
    private final FamilyColumns columns;
    private final Function<List<AvroColumn>, AvroSchema> compiler;
    private final BiFunction<AvroSchema, ByteSink, RowFile> opener;
    private List<RowColumn> compiled = List.of();
    private AvroSchema schema;

    /**
     * @param compiler makes the schema of rows of those columns, adding those of the metadata
     * @param opener begins a file
     */
    AvroFamily(
            FamilyColumns columns,
            Function<List<AvroColumn>, AvroSchema> compiler,
            BiFunction<AvroSchema, ByteSink, RowFile> opener) {
        this.columns = columns;
        this.compiler = compiler;
        this.opener = opener;
        this.schema = compiler.apply(List.of());
    }

    @Override
    public RowFile open(ByteSink sink) {
        if (columns.all() != compiled) {
            compiled = columns.all();
            schema = compiler.apply(AvroFormat.columns(compiled));
        }
        return opener.apply(schema, sink);
    }
}
