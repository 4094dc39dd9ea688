// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Row;
import io.outfall.row.ChangeRow;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The change that templates are rendered for. */
public final class Subject {
    private final ChangeEvent event;
    private final ChangeRow change;
    private final String idempotencyKey;

    /**
     * @param event a row change, a key delete or a truncate
     * @param change the same as a row with its metadata
     * @param idempotencyKey by which who gets it twice can tell
     */
    public Subject(ChangeEvent event, ChangeRow change, String idempotencyKey) {
        this.event = event;
        this.change = change;
        this.idempotencyKey = idempotencyKey;
    }

    public String idempotencyKey() {
        return idempotencyKey;
    }

    public ChangeEvent event() {
        return event;
    }

    /** The change as a row with its metadata. */
    public ChangeRow change() {
        return change;
    }

    public SinkRecord record() {
        return change.record();
    }

    /** The key columns; null for a row without a key. */
    public @Nullable Row key() {
        return change.key();
    }

    Row row() {
        return change.image();
    }
}
