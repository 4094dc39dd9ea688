// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.protobuf.ByteString;

/**
 * What BigQuery takes in one request.
 *
 * @param bytes of rows, with what frames each of them
 * @param frame the most bytes that frame a row
 * @param rows how many
 */
public record RequestLimit(long bytes, long frame, int rows) {
    /**
     * Of AppendRows: 20 MB, of which one is left to the message's schema and the names, and no bound on the rows.
     * https://cloud.google.com/bigquery/quotas#write-api-limits
     */
    public static final RequestLimit APPEND_ROWS = new RequestLimit(19_000_000, 6, Integer.MAX_VALUE);

    /** Of streaming inserts: 10 MB and 50,000 rows. https://cloud.google.com/bigquery/quotas#streaming_inserts */
    public static final RequestLimit INSERT_ALL = new RequestLimit(9_999_000, 160, 50_000);

    /** Whether a request has room for a row. */
    public boolean takes(ByteString row) {
        return row.size() + frame <= bytes;
    }

    /** Whether a batch has room for one more row, whatever the settings say. */
    public boolean takes(RowBatch batch, ByteString row) {
        return batch.rowBytes() + row.size() + (batch.rows().size() + 1L) * frame <= bytes
                && batch.rows().size() < rows;
    }
}
