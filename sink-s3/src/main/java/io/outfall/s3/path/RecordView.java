// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.event.ChangeEvent;
import io.outfall.event.KeyDelete;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.SourceInfo;
import io.outfall.event.Truncate;
import java.time.Clock;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The record that a router looks at, each part of it taken once. */
final class RecordView {
    private static final long NOT_READ = Long.MIN_VALUE;

    private final ChangeEvent event;
    private final Clock clock;
    private @Nullable SourceInfo source;
    private @Nullable Row row;
    private boolean rowTaken;
    private long nowMs = NOT_READ;

    RecordView(ChangeEvent event, Clock clock) {
        this.event = event;
        this.clock = clock;
    }

    SinkRecord record() {
        return event.record();
    }

    SourceInfo source() {
        SourceInfo taken = source;
        if (taken == null) {
            taken = sourceOf(event);
            source = taken;
        }
        return taken;
    }

    /** The row, or what is known of it; null for a record that is about no row. */
    @Nullable
    Row row() {
        if (!rowTaken) {
            rowTaken = true;
            row = rowOf(event);
        }
        return row;
    }

    /** When the record is handled, the same for all pieces of its path, in milliseconds since 1970-01-01T00:00Z. */
    long nowMs() {
        if (nowMs == NOT_READ) {
            nowMs = clock.millis();
        }
        return nowMs;
    }

    private static SourceInfo sourceOf(ChangeEvent event) {
        if (event instanceof RowChange change) {
            return change.source();
        }
        return event instanceof Truncate truncate ? truncate.source() : SourceInfo.NONE;
    }

    private static @Nullable Row rowOf(ChangeEvent event) {
        if (event instanceof RowChange change) {
            return change.image();
        }
        return event instanceof KeyDelete tombstone ? tombstone.key() : null;
    }
}
