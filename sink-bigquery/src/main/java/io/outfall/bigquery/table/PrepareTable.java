// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import io.outfall.bigquery.client.Failure;
import io.outfall.bigquery.schema.ColumnChange;
import io.outfall.bigquery.schema.Evolution;
import io.outfall.bigquery.schema.RowSchema;
import io.outfall.bigquery.schema.SchemaChange;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a table is there and has the columns that rows need, all of them in one change. Rows for which no
 * change would do are left to be refused one by one.
 */
public final class PrepareTable implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(PrepareTable.class);
    // Another task does the same at the same time; whoever comes second looks again.
    private static final int LOOKS = 5;

    private final TableStore store;
    private final NamedTable named;
    private final TableNeeds needs;
    private final boolean creates;
    private final boolean evolves;
    private int updates;
    private @Nullable Prepared prepared;

    /**
     * A table that is ready.
     *
     * @param state the table
     * @param changed whether this delivery made it or changed it
     * @param updates how often this delivery changed it, its making included
     */
    public record Prepared(TableState state, boolean changed, int updates) {}

    /** @param needs what the rows that wait need */
    public PrepareTable(TableStore store, TableSettings settings, NamedTable named, TableNeeds needs) {
        this.store = store;
        this.named = named;
        this.needs = needs;
        this.creates = settings.creates();
        this.evolves = settings.evolves();
    }

    /** The table, once the delivery is done. */
    public Prepared prepared() {
        if (prepared == null) {
            throw new IllegalStateException("the table " + named.ref() + " is not ready");
        }
        return prepared;
    }

    @Override
    public Outcome attempt() {
        try {
            for (int look = 0; look < LOOKS; look++) {
                Optional<TableState> found = store.find(named.ref());
                Outcome outcome = found.isPresent() ? fit(found.get()) : create();
                if (outcome != null) {
                    return outcome;
                }
            }
            return new Outcome.TryLater(new ConnectException(named.ref() + " is being changed by others"));
        } catch (IOException e) {
            return Failure.of(e).outcome("the table cannot be made ready");
        }
    }

    private @Nullable Outcome create() throws IOException {
        if (!creates) {
            return broken("does not exist, and table.create is false");
        }
        TableColumns columns = folded(needs.rows().get(0).table());
        Optional<String> problem = PrimaryKeys.problem(columns, needs.key());
        if (problem.isPresent()) {
            return broken(problem.get() + "; set table.mode or table.mode.topics to append for its topic, or make the "
                    + "table yourself");
        }
        try {
            prepared = new Prepared(store.create(named, columns, needs.key()), true, 1);
            LOG.info(
                    "Made the table {} with {} columns",
                    named.ref(),
                    columns.list().size());
            return new Outcome.Delivered();
        } catch (IOException e) {
            if (Failure.of(e).kind() == Failure.Kind.ALREADY_EXISTS) {
                return null;
            }
            throw e;
        }
    }

    private @Nullable Outcome fit(TableState state) throws IOException {
        if (TableStore.isOfAnother(state, named)) {
            return broken(
                    "was made for another topic, whose table BigQuery calls the same; set table.name so that they "
                            + "differ, or remove the table's label " + TableStore.SPELLED);
        }
        if (!needs.key().isEmpty() && state.key().isEmpty()) {
            return broken("has no primary key, by which a mirror finds its rows; it would be " + needs.key());
        }
        List<ColumnChange.Widened> widened = evolves ? widened(state.columns()) : List.of();
        if (!widened.isEmpty()) {
            for (ColumnChange.Widened column : widened) {
                store.widen(named.ref(), column);
                updates++;
            }
            return null;
        }
        TableColumns columns = evolves ? relaxed(folded(state.columns())) : state.columns();
        if (columns.equals(state.columns())) {
            prepared = new Prepared(state, updates > 0, updates);
            return new Outcome.Delivered();
        }
        try {
            TableState changed = store.change(named.ref(), state, columns);
            prepared = new Prepared(changed, true, updates + 1);
            return new Outcome.Delivered();
        } catch (IOException e) {
            if (Failure.of(e).kind() == Failure.Kind.CHANGED) {
                return null;
            }
            throw e;
        }
    }

    /** The columns that need a wider type, which no update of a table gives them. */
    private List<ColumnChange.Widened> widened(TableColumns from) {
        TableColumns columns = from;
        List<ColumnChange.Widened> widened = new ArrayList<>();
        for (RowSchema row : needs.rows()) {
            if (Evolution.of(columns, row) instanceof SchemaChange.Update update) {
                widened.addAll(update.widened());
                columns = update.columns();
            }
        }
        return widened;
    }

    /** The columns with all that the rows need in addition, as far as it can be had. */
    private TableColumns folded(TableColumns from) {
        TableColumns columns = from;
        for (RowSchema row : needs.rows()) {
            if (Evolution.of(columns, row) instanceof SchemaChange.Update update) {
                LOG.info("The table {} has to change: {}", named.ref(), update.changes());
                columns = update.columns();
            }
        }
        return columns;
    }

    private TableColumns relaxed(TableColumns from) {
        if (Evolution.relaxing(from, needs.nulls()) instanceof SchemaChange.Update update) {
            LOG.info("The table {} has to change: {}", named.ref(), update.changes());
            return update.columns();
        }
        return from;
    }

    private Outcome broken(String why) {
        return new Outcome.Broken(new ConnectException("The table " + named.ref() + " " + why));
    }
}
