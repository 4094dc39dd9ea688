// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.event.ChangeEvent;
import io.outfall.event.KeyDelete;
import io.outfall.event.RowChange;
import io.outfall.event.Truncate;
import java.util.Locale;

/** What happened, as far as requests can differ by it. */
public enum Operation {
    /** A plain row, of which nothing is known but that it is. */
    PLAIN,
    CREATE,
    UPDATE,
    /** A row as a snapshot found it. */
    SNAPSHOT,
    DELETE,
    /** The news that a row is gone, without the delete before it. */
    TOMBSTONE,
    /** All rows of a table are gone. */
    TRUNCATE;

    static Operation of(ChangeEvent event) {
        if (event instanceof KeyDelete) {
            return TOMBSTONE;
        }
        if (event instanceof Truncate) {
            return TRUNCATE;
        }
        return switch (((RowChange) event).op()) {
            case READ -> SNAPSHOT;
            case CREATE -> CREATE;
            case UPDATE -> UPDATE;
            case DELETE -> DELETE;
            case PLAIN -> PLAIN;
        };
    }

    /** The name as settings have it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
