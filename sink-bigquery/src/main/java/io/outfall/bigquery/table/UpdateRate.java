// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a table may be changed. BigQuery takes so many changes and refuses more, whoever they come from; what is
 * refused all the same is repeated later. The task thread owns it.
 */
public final class UpdateRate {
    // https://cloud.google.com/bigquery/quotas#standard_tables: metadata update operations per table
    private static final int UPDATES = 5;
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Deque<Long> last = new ArrayDeque<>();

    /**
     * Counts updates.
     *
     * @param nowMs when they were made, in milliseconds since 1970-01-01T00:00Z
     */
    public void count(int updates, long nowMs) {
        for (int i = 0; i < updates; i++) {
            last.addLast(nowMs);
            if (last.size() > UPDATES) {
                last.removeFirst();
            }
        }
    }

    /** When the next may be made, in milliseconds since 1970-01-01T00:00Z; 0 for at once. */
    public long nextMs() {
        return last.size() < UPDATES ? 0 : last.getFirst() + WITHIN.toMillis();
    }
}
