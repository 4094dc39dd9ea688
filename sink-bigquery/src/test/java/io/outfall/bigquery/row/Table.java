// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import java.util.List;
import java.util.Map;

/** A table, and what Google's code reads of rows that are encoded for it. */
final class Table {
    private final RowEncoder encoder;
    private final TableColumns columns;

    private Table(TableColumns columns, RowSchemas schemas, List<MetadataColumn> metadata, UnfitPolicy decimals) {
        this.columns = columns;
        this.encoder =
                new RowEncoder(columns, WriterSchema.ofRows(columns), schemas, new MetadataValues(metadata), decimals);
    }

    /** The table that would be made for such rows. */
    static Table newFor(Rows rows, TypeOptions options, MetadataColumn... metadata) throws UnfitRowException {
        RowSchemas schemas = new RowSchemas(List.of(metadata), new ColumnTypes(options));
        return new Table(schemas.of(rows.layout()).table(), schemas, List.of(metadata), UnfitPolicy.FAIL);
    }

    /** A table that is there already. */
    static Table existing(TypeOptions options, UnfitPolicy decimals, TableColumn... columns) {
        RowSchemas schemas = new RowSchemas(List.of(), new ColumnTypes(options));
        return new Table(new TableColumns(List.of(columns)), schemas, List.of(), decimals);
    }

    TableColumns columns() {
        return columns;
    }

    RowEncoder encoder() {
        return encoder;
    }

    /** Columns and values of a row after it was encoded; columns without a value are left out. */
    Map<String, String> read(ChangeRow row) throws UnfitRowException {
        return Judge.of(columns).read(encoder.encode(row));
    }
}
