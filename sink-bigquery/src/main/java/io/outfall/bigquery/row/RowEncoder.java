// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import com.google.protobuf.ByteString;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import java.util.List;
import java.util.Set;

/**
 * Encodes rows as the Storage Write API takes them, straight from the objects of the record, for a table as it is now:
 * another schema needs another encoder. The task thread owns it.
 */
public final class RowEncoder {
    private final WriterSchema schema;
    private final RowCells cells;
    private final Field changeType;
    private final Field changeSequence;
    private final ProtoSink out = new ProtoSink();

    /**
     * @param table the table's columns
     * @param schema the message that rows are, of the same columns
     * @param schemas what rows need, with the columns of the metadata
     * @param metadata what those columns hold
     * @param decimals what becomes of a number with more digits than its column holds
     */
    public RowEncoder(
            TableColumns table,
            WriterSchema schema,
            RowSchemas schemas,
            MetadataValues metadata,
            UnfitPolicy decimals) {
        this.schema = schema;
        this.cells = new RowCells(table, schemas, metadata, decimals, !schema.isOfChanges());
        this.changeType = schema.changeType();
        this.changeSequence = schema.changeSequence();
    }

    /** The message that the rows are. */
    public WriterSchema schema() {
        return schema;
    }

    /**
     * Encodes a row to be appended.
     *
     * @throws UnfitRowException if the table does not take it
     */
    public ByteString encode(ChangeRow row) throws UnfitRowException {
        out.clear();
        cells.put(row, out);
        return out.message();
    }

    /**
     * Encodes a change to be applied; the schema must be one {@linkplain WriterSchema#ofChanges of changes}.
     *
     * @param type {@code UPSERT} or {@code DELETE}
     * @param sequence what orders the changes of a key, as BigQuery's {@code _CHANGE_SEQUENCE_NUMBER} has it
     * @throws UnfitRowException if the table does not take it
     */
    public ByteString encode(ChangeRow row, String type, String sequence) throws UnfitRowException {
        out.clear();
        cells.put(row, out);
        out.text(changeType, type);
        out.text(changeSequence, sequence);
        return out.message();
    }

    /** The columns of the row encoded last that the source did not repeat; valid until the next. */
    public List<String> unavailable() {
        return cells.unavailable();
    }

    /**
     * The table's REQUIRED columns that a row has no value for, for which it is refused;
     * {@link io.outfall.bigquery.schema.Evolution#relaxing} is what helps.
     *
     * @throws UnfitRowException if it is refused for something else
     */
    public Set<String> missing(ChangeRow row) throws UnfitRowException {
        return cells.missing(row);
    }
}
