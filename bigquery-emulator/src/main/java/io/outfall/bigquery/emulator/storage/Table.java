// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.value.BadValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table: what it is declared to be, since when, and the rows that DuckDB has not got yet. */
public final class Table {

    private static final Duration UPDATE_WINDOW = Duration.ofSeconds(10);
    /** Enough to load at once, and little enough to hold on the heap. */
    private static final int MOST_HELD = 20_000;

    private static final int UPDATES = 5;
    private static final int UPDATES_PARTITIONED = 50;

    private final TableName name;
    private final Clock clock;
    private final Warehouse warehouse;
    private final Instant created;
    private final Deque<Instant> updates = new ArrayDeque<>();
    private final List<Version> versions = new ArrayList<>();
    private Changes changes = new Changes();
    private List<@Nullable Object[]> fresh = new ArrayList<>();
    private TableDefinition definition;
    private Instant modified;
    private long generation;
    private long rows;
    private boolean dropped;
    private @Nullable Boolean sequenced;

    Table(TableName name, TableDefinition definition, Clock clock, Warehouse warehouse) {
        this.name = name;
        this.clock = clock;
        this.warehouse = warehouse;
        this.definition = definition;
        this.created = clock.instant();
        this.modified = created;
        versions.add(new Version(created, definition.columns()));
        updates.add(created);
        warehouse.execute("CREATE TABLE " + name.quoted()
                + definition.columns().all().stream()
                        .map(column -> column.duckDeclaration())
                        .collect(Collectors.joining(", ", "(", ")")));
    }

    public TableName name() {
        return name;
    }

    public synchronized TableDefinition definition() {
        return definition;
    }

    /** Changes with every change of the definition. */
    public synchronized String etag() {
        return "\"" + created.toEpochMilli() + "." + generation + "\"";
    }

    public Instant created() {
        return created;
    }

    public synchronized Instant modified() {
        return modified;
    }

    /** How many rows writers have added, whatever they came to. */
    public synchronized long rows() {
        return rows;
    }

    /** The columns that writers may use by now; null if they do not know the table yet. */
    public synchronized @Nullable Columns visible(Duration delay) {
        Instant now = clock.instant();
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (!versions.get(i).since().plus(delay).isAfter(now)) {
                return versions.get(i).columns();
            }
        }
        return null;
    }

    public synchronized boolean dropped() {
        return dropped;
    }

    /** Adds rows; to a table that is dropped meanwhile, as if they had come before. */
    public synchronized void append(List<@Nullable Object[]> added) {
        if (dropped) {
            return;
        }
        fresh.addAll(added);
        rows += added.size();
        if (fresh.size() >= MOST_HELD) {
            flush();
        }
    }

    /** Takes changes in, which either all have a sequence number, now and for ever, or none has. */
    public synchronized void change(List<Change> added) {
        if (dropped) {
            return;
        }
        int[] key = definition.keyPositions();
        for (Change change : added) {
            changes.take(key, change);
        }
        rows += added.size();
        if (changes.due() >= MOST_HELD) {
            flush();
        }
    }

    /** Refuses a change with a sequence number after others without, and the other way round. */
    public synchronized void checkSequenced(boolean with) {
        if (sequenced == null) {
            sequenced = with;
        } else if (sequenced != with) {
            throw new BadValue("Rows with and without _CHANGE_SEQUENCE_NUMBER must not be mixed in table " + name);
        }
    }

    /**
     * Refuses an update of the definition that comes too early after others, else counts it.
     *
     * @throws Refusal beyond 5 updates within 10 seconds, of a partitioned table 50
     */
    synchronized void countUpdate() {
        Instant now = clock.instant();
        while (!updates.isEmpty() && !updates.getFirst().isAfter(now.minus(UPDATE_WINDOW))) {
            updates.removeFirst();
        }
        if (updates.size() >= (definition.partitioned() ? UPDATES_PARTITIONED : UPDATES)) {
            throw new Refusal(
                    Refusal.Reason.RATE_LIMIT_EXCEEDED,
                    "Exceeded rate limits: too many table update operations for this table: " + name);
        }
        updates.add(now);
    }

    synchronized void redefine(TableDefinition changed) {
        flush();
        Alteration.statements(name, definition.columns(), changed.columns()).forEach(warehouse::execute);
        if (!changed.columns().equals(definition.columns())) {
            versions.add(new Version(clock.instant(), changed.columns()));
        }
        if (!changed.primaryKey().equals(definition.primaryKey())) {
            changes = new Changes();
            sequenced = null;
        }
        definition = changed;
        modified = clock.instant();
        generation++;
    }

    /** Hands DuckDB what it has not got. */
    synchronized void flush() {
        if (!fresh.isEmpty()) {
            List<@Nullable Object[]> due = fresh;
            fresh = new ArrayList<>();
            warehouse.load(name, definition.columns(), due);
        }
        if (changes.due() > 0) {
            warehouse.apply(name, definition.columns(), definition.keyPositions(), changes.drain());
        }
    }

    synchronized void drop() {
        dropped = true;
        warehouse.execute("DROP TABLE " + name.quoted());
    }

    private record Version(Instant since, Columns columns) {}
}
