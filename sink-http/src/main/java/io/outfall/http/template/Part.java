// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.event.Row;
import io.outfall.event.RowChange;
import org.jspecify.annotations.Nullable;

/** The rows of which a placeholder can name columns. */
enum Part {
    /** The row after the change; for a delete, what is known of the row that is gone. */
    ROW {
        @Override
        Row of(Subject subject) {
            return subject.row();
        }
    },
    AFTER {
        @Override
        @Nullable
        Row of(Subject subject) {
            return subject.event() instanceof RowChange change ? change.after() : null;
        }
    },
    BEFORE {
        @Override
        @Nullable
        Row of(Subject subject) {
            return subject.event() instanceof RowChange change ? change.before() : null;
        }
    },
    KEY {
        @Override
        @Nullable
        Row of(Subject subject) {
            return subject.key();
        }
    };

    /** The row; null where the change has none. */
    abstract @Nullable Row of(Subject subject);
}
