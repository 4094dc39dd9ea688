// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What has to happen to a table before rows of some columns go in. */
public sealed interface SchemaChange {

    /** Calls the function of the change's case. */
    default <R> R match(Supplier<R> none, Function<Update, R> update, Function<Conflict, R> conflict) {
        if (this instanceof Update u) {
            return update.apply(u);
        }
        return this instanceof Conflict c ? conflict.apply(c) : none.get();
    }

    /** Nothing. */
    record None() implements SchemaChange {}

    /**
     * The table gets another schema.
     *
     * @param columns all of them, those that stay as they are included
     * @param changes what is different
     */
    record Update(TableColumns columns, List<ColumnChange> changes) implements SchemaChange {
        public Update {
            changes = List.copyOf(changes);
        }

        /** The columns whose type changes, which takes a statement of SQL. */
        public List<ColumnChange.Widened> widened() {
            return changes.stream()
                    .filter(ColumnChange.Widened.class::isInstance)
                    .map(ColumnChange.Widened.class::cast)
                    .toList();
        }
    }

    /** No schema that BigQuery could give the table would do. */
    record Conflict(List<ColumnConflict> conflicts) implements SchemaChange {
        public Conflict {
            conflicts = List.copyOf(conflicts);
        }
    }
}
