// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import java.time.Duration;

/**
 * When a batch of rows is sent.
 *
 * @param bytes when it has so many
 * @param rows when it has so many
 * @param linger when its first row has waited so long
 */
public record BatchSettings(long bytes, int rows, Duration linger) {

    /** Whether it is as large as it may be. */
    public boolean isFull(RowBatch batch) {
        return batch.rowBytes() >= bytes || batch.rows().size() >= rows;
    }

    /** When it is sent at the latest, in milliseconds since 1970-01-01T00:00Z. */
    public long dueMs(RowBatch batch) {
        return batch.openedMs() + linger.toMillis();
    }
}
