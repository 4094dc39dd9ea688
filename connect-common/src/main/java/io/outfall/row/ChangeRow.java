// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import io.outfall.event.ChangeEvent;
import io.outfall.event.KeyDelete;
import io.outfall.event.Op;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.RowLayout;
import io.outfall.event.SourceInfo;
import io.outfall.event.Truncate;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event as one row of a change log.
 *
 * @param record the Kafka record
 * @param image the row's columns; none for a truncate
 * @param op the code of the operation: r, c, u, d, t, or null for a plain row
 * @param key the key columns, or null
 * @param source where and when the source made the change
 */
public record ChangeRow(
        SinkRecord record,
        Row image,
        @Nullable String op,
        @Nullable Row key,
        SourceInfo source) {
    private static final RowLayout NO_COLUMNS = new RowLayout(List.of());
    private static final String TRUNCATE = "t";
    private static final long MICROS_PER_MILLI = 1_000;

    /**
     * The row of an event; tombstones that were not preceded by their delete are deletes, truncates are marker rows.
     */
    public static ChangeRow of(ChangeEvent event) {
        return event.match(
                ChangeRow::ofChange,
                ChangeRow::ofTombstone,
                ChangeRow::ofTruncate,
                ChangeRow::notARow,
                ChangeRow::notARow,
                ChangeRow::notARow);
    }

    /** Whether the row of that key is gone. */
    public boolean isDelete() {
        return "d".equals(op);
    }

    /** Whether all rows of the table are gone. */
    public boolean isTruncate() {
        return TRUNCATE.equals(op);
    }

    /**
     * When the change was made, in milliseconds since 1970-01-01T00:00Z: as the source says, else the record's
     * timestamp, else 0.
     */
    public long timeMs() {
        Long micros = source.timestampMicros();
        if (micros != null) {
            return Math.floorDiv(micros, MICROS_PER_MILLI);
        }
        Long timestamp = record.timestamp();
        return timestamp == null ? 0 : timestamp;
    }

    private static ChangeRow ofChange(RowChange change) {
        return new ChangeRow(change.record(), change.image(), change.op().code(), change.key(), change.source());
    }

    private static ChangeRow ofTombstone(KeyDelete tombstone) {
        Row key = tombstone.key();
        Row image = key == null ? new Row(NO_COLUMNS, tombstone.record()) : key;
        return new ChangeRow(tombstone.record(), image, Op.DELETE.code(), key, SourceInfo.NONE);
    }

    private static ChangeRow ofTruncate(Truncate truncate) {
        return new ChangeRow(
                truncate.record(), new Row(NO_COLUMNS, truncate.record()), TRUNCATE, null, truncate.source());
    }

    private static ChangeRow notARow(ChangeEvent event) {
        throw new IllegalArgumentException(event + " is no row");
    }
}
