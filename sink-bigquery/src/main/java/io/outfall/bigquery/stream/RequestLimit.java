// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.protobuf.ByteString;

/**
 * What BigQuery takes in one request.
 *
 * @param bytes of rows, with what frames each of them
 * @param rows how many
 */
public record RequestLimit(long bytes, int rows) {
    /**
     * Of AppendRows: 20 MB, of which one is left to the message's schema and the names, and no bound on the rows.
     * https://cloud.google.com/bigquery/quotas#write-api-limits
     */
    public static final RequestLimit APPEND_ROWS = new RequestLimit(19_000_000, Integer.MAX_VALUE);

    /** Whether a request has room for a row. */
    public boolean takes(ByteString row) {
        return RowBatch.framed(row) <= bytes;
    }

    /** Whether a batch has room for one more row, whatever the settings say. */
    public boolean takes(RowBatch batch, ByteString row) {
        return batch.requestBytes() + RowBatch.framed(row) <= bytes
                && batch.rows().size() < rows;
    }
}
