// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The datasets of the project and their tables. */
public final class Catalog implements AutoCloseable {

    private final String project;
    private final Clock clock;
    private final Warehouse warehouse = new Warehouse();
    private final Map<String, JsonObject> datasets = new TreeMap<>();
    private final Map<TableName, Table> tables = new java.util.LinkedHashMap<>();

    public Catalog(String project, Clock clock) {
        this.project = project;
        this.clock = clock;
    }

    public String project() {
        return project;
    }

    public Clock clock() {
        return clock;
    }

    /** Refuses any project but the one there is. */
    public void checkProject(String asked) {
        if (!asked.equals(project)) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "Not found: Project " + asked);
        }
    }

    /** Creates a dataset. */
    public synchronized void createDataset(String name, JsonObject settings) {
        if (datasets.containsKey(name)) {
            throw new Refusal(Refusal.Reason.DUPLICATE, "Already Exists: Dataset " + project + ":" + name);
        }
        refuseTwin(name, datasets.keySet());
        warehouse.execute("CREATE SCHEMA \"" + name + '"');
        datasets.put(name, settings);
    }

    /** What a dataset was created with. */
    public synchronized JsonObject dataset(String name) {
        JsonObject settings = datasets.get(name);
        if (settings == null) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "Not found: Dataset " + project + ":" + name);
        }
        return settings;
    }

    /** Creates a table. */
    public synchronized Table create(TableName name, TableDefinition definition) {
        dataset(name.dataset());
        if (tables.containsKey(name)) {
            throw new Refusal(Refusal.Reason.DUPLICATE, "Already Exists: Table " + name);
        }
        refuseTwin(
                name.table(),
                tables(name.dataset()).stream()
                        .map(table -> table.name().table())
                        .toList());
        Table table = new Table(name, definition, clock, warehouse);
        tables.put(name, table);
        return table;
    }

    /** The table of a name. */
    public synchronized Table table(TableName name) {
        Table table = find(name);
        if (table == null) {
            dataset(name.dataset());
            throw new Refusal(Refusal.Reason.NOT_FOUND, "Not found: Table " + name);
        }
        return table;
    }

    /** The table of a name, or null. */
    public synchronized @Nullable Table find(TableName name) {
        return tables.get(name);
    }

    /** The tables of a dataset, oldest first. */
    public synchronized List<Table> tables(String dataset) {
        dataset(dataset);
        return tables.values().stream()
                .filter(table -> table.name().dataset().equals(dataset))
                .toList();
    }

    /**
     * Changes the definition of a table.
     *
     * @param etag what the table must be at, or null for whatever it is
     * @param change gives the new definition, or refuses
     */
    public synchronized Table redefine(TableName name, @Nullable String etag, UnaryOperator<TableDefinition> change) {
        Table table = table(name);
        if (etag != null && !etag.equals(table.etag())) {
            throw new Refusal(Refusal.Reason.CONDITION_NOT_MET, "Precondition check failed.");
        }
        TableDefinition changed = change.apply(table.definition());
        table.countUpdate();
        table.redefine(changed);
        return table;
    }

    public synchronized void drop(TableName name) {
        table(name).drop();
        tables.remove(name);
    }

    /** Runs a query of DuckDB over all that is visible. */
    public synchronized QueryResult query(String sql, List<? extends @Nullable Object> parameters) {
        tables.values().forEach(Table::flush);
        return warehouse.query(sql, parameters);
    }

    @Override
    public void close() {
        warehouse.close();
    }

    /** DuckDB knows no case of names, so that only one of them can be had here. */
    private static void refuseTwin(String name, Iterable<String> others) {
        for (String other : others) {
            if (other.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                throw Refusal.notEmulated("names that differ only by case: " + name + " beside " + other);
            }
        }
    }
}
