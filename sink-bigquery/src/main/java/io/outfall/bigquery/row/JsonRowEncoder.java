// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import java.util.List;
import java.util.Set;

/**
 * Encodes rows as {@code tabledata.insertAll} takes them, for a table as it is now: another schema needs another
 * encoder. The task thread owns it.
 */
public final class JsonRowEncoder {
    private final RowCells cells;
    private final JsonSink out = new JsonSink();

    /**
     * @param table the table's columns
     * @param schemas what rows need, with the columns of the metadata
     * @param metadata what those columns hold
     * @param decimals what becomes of a number with more digits than its column holds
     */
    public JsonRowEncoder(TableColumns table, RowSchemas schemas, MetadataValues metadata, UnfitPolicy decimals) {
        this.cells = new RowCells(table, schemas, metadata, decimals, true);
    }

    /**
     * Encodes a row as what the member {@code json} of a request's row holds: an object, in UTF-8.
     *
     * @throws UnfitRowException if the table does not take it
     */
    public byte[] encode(ChangeRow row) throws UnfitRowException {
        out.clear();
        cells.put(row, out);
        return out.object();
    }

    /** See {@link RowEncoder#unavailable()}. */
    public List<String> unavailable() {
        return cells.unavailable();
    }

    /** See {@link RowEncoder#missing}. */
    public Set<String> missing(ChangeRow row) throws UnfitRowException {
        return cells.missing(row);
    }
}
