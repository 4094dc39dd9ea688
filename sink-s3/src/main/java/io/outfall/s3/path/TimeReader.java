// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.pipeline.UnfitRowException;
import org.jspecify.annotations.Nullable;

/**
 * Takes one time of a record: the one asked for or, where the record does not have it, the next of column, source,
 * Kafka. None of these changes when the record is read again, so neither does its path. Not thread-safe: the task
 * thread owns it.
 */
final class TimeReader {
    private final TimeOf of;
    private final @Nullable ColumnMoment column;
    private @Nullable RecordView seen;
    private Moment moment = Moment.ofMicros(0);

    TimeReader(TimeOf of) {
        this.of = of;
        this.column = of instanceof TimeOf.Column named ? new ColumnMoment(new ColumnCell(named.name())) : null;
    }

    /** @throws UnfitRowException if the record has no time at all, or a column holds what is no time */
    Moment read(RecordView view) throws UnfitRowException {
        if (seen != view) {
            moment = take(view);
            seen = view;
        }
        return moment;
    }

    private Moment take(RecordView view) throws UnfitRowException {
        if (of instanceof TimeOf.Wall) {
            return Moment.ofMillis(view.nowMs());
        }
        Moment said = column == null ? null : column.of(view.row());
        if (said != null) {
            return said;
        }
        Long micros = of instanceof TimeOf.Kafka ? null : view.source().timestampMicros();
        if (micros != null) {
            return Moment.ofMicros(micros);
        }
        Long millis = view.record().timestamp();
        if (millis == null) {
            throw new UnfitRowException(
                    null, "path.template needs a time, but neither the source nor Kafka gave the record one");
        }
        return Moment.ofMillis(millis);
    }
}
