// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import com.google.api.services.bigquery.model.RangePartitioning;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.time.Duration;
import java.util.Optional;

/** How a new table is cut into partitions. */
public sealed interface Partitioning {

    /** Says so to BigQuery. */
    void describe(Table table);

    /** Not at all. */
    record None() implements Partitioning {
        @Override
        public void describe(Table table) {}
    }

    /**
     * By time.
     *
     * @param column of type DATE, DATETIME or TIMESTAMP; empty for the time when a row came in
     * @param unit the length of a partition
     * @param expiry after which a partition is deleted; empty for never
     */
    record ByTime(Optional<String> column, TimeUnit unit, Optional<Duration> expiry) implements Partitioning {
        @Override
        public void describe(Table table) {
            TimePartitioning time = new TimePartitioning().setType(unit.name());
            column.ifPresent(time::setField);
            expiry.map(Duration::toMillis).ifPresent(time::setExpirationMs);
            table.setTimePartitioning(time);
        }
    }

    /** By ranges of a whole number, from {@code start} up to but not including {@code end}. */
    record ByRange(String column, long start, long end, long interval) implements Partitioning {
        @Override
        public void describe(Table table) {
            table.setRangePartitioning(new RangePartitioning()
                    .setField(column)
                    .setRange(new RangePartitioning.Range()
                            .setStart(start)
                            .setEnd(end)
                            .setInterval(interval)));
        }
    }

    /** The length of a partition. */
    enum TimeUnit {
        HOUR,
        DAY,
        MONTH,
        YEAR
    }
}
