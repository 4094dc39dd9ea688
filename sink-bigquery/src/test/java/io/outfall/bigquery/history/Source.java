// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table in PostgreSQL and the connector that captures it. Transactions run at the same time and lock the rows that
 * they change; the log has their changes as they were made, the connector tells them as they were committed, each with
 * its own place and that of the last commit before, as Debezium does.
 */
public final class Source {
    private final TreeMap<Integer, Item> rows = new TreeMap<>();
    private final Map<Integer, Transaction> open = new HashMap<>();
    private final List<Topic> topics = new ArrayList<>(List.of(new Topic()));
    private final TreeMap<Integer, Item> told = new TreeMap<>();
    /** What the connector may tell once more: transactions since it noted last where it was. */
    private final List<List<Emission>> unnoted = new ArrayList<>();

    private long log = 1_000;
    private long transactions = 700;
    private int names;
    private boolean captured = true;
    private boolean repeated;
    private @Nullable Long lastCommit;

    private record Change(String op, int id, @Nullable Item row, long lsn) {}

    private static final class Transaction {
        private final long id;
        private final List<Change> changes = new ArrayList<>();
        private final TreeMap<Integer, @Nullable Item> view = new TreeMap<>();

        Transaction(long id) {
            this.id = id;
        }

        boolean deletes() {
            return changes.stream().anyMatch(change -> change.row() == null);
        }
    }

    /** Inserts a row, or updates it. */
    void write(int transaction, int id, boolean noteChanges) {
        if (isLocked(id, transaction)) {
            return;
        }
        Transaction in = open.computeIfAbsent(transaction, any -> new Transaction(++transactions));
        Item old = seen(in, id);
        String name = "name " + names++;
        if (old == null) {
            change(in, "c", id, new Item(name, "note of " + name));
        } else if (noteChanges) {
            change(in, "u", id, new Item(name, "note of " + name));
        } else {
            in.changes.add(new Change("u", id, new Item(name, Item.LEFT_OUT), ++log));
            in.view.put(id, new Item(name, old.note()));
        }
    }

    void delete(int transaction, int id) {
        Transaction in = open.computeIfAbsent(transaction, any -> new Transaction(++transactions));
        if (!isLocked(id, transaction) && seen(in, id) != null) {
            change(in, "d", id, null);
        }
    }

    /** Changes the key of a row, of which the connector makes a deletion and an insertion at one place. */
    void rename(int transaction, int from, int to) {
        Transaction in = open.computeIfAbsent(transaction, any -> new Transaction(++transactions));
        Item row = isLocked(from, transaction) ? null : seen(in, from);
        if (row != null && !isLocked(to, transaction) && seen(in, to) == null) {
            change(in, "d", from, null);
            in.changes.add(new Change("c", to, row, log));
            in.view.put(to, row);
        }
    }

    void commit(int transaction) {
        Transaction done = open.get(transaction);
        // Of what is deleted while nobody looks, no snapshot tells.
        if (done == null || (!captured && done.deletes())) {
            return;
        }
        open.remove(transaction);
        done.view.forEach((id, row) -> {
            if (row == null) {
                rows.remove(id);
            } else {
                rows.put(id, row);
            }
        });
        if (captured) {
            tell(done);
        }
        log += 10;
        if (captured && !done.changes.isEmpty()) {
            lastCommit = log;
        }
    }

    void rollBack(int transaction) {
        open.remove(transaction);
    }

    /** Rows are read once more, between two transactions. */
    void snapshotIncrementally(int from) {
        if (captured) {
            rows.tailMap(from).forEach((id, row) -> {
                topic().append(new Emission("r", id, row, "incremental", null, lastCommit, null));
                told.put(id, row);
            });
        }
    }

    /** Nobody looks for a while. */
    void stopCapturing() {
        captured = false;
    }

    /**
     * The connector reads all rows, and all transactions that are open then once they are committed.
     *
     * @param remembers whether it knows where it was before
     */
    void snapshot(boolean remembers) {
        captured = true;
        unnoted.clear();
        long now = log += 5;
        long reading = ++transactions;
        Long commit = remembers ? lastCommit : null;
        rows.forEach((id, row) -> {
            topic().append(new Emission("r", id, row, "true", now, commit, reading));
            told.put(id, row);
        });
        lastCommit = commit;
    }

    /** The topic is deleted and made anew by a connector that begins from nothing. */
    void makeTopicAnew() {
        topics.add(new Topic());
        snapshot(false);
    }

    /** The connector has noted where it is, and would go on from here. */
    void note() {
        unnoted.clear();
    }

    /** The connector is killed and tells again what it told since it noted where it was. */
    void repeat() {
        if (captured) {
            repeated = true;
            unnoted.forEach(transaction -> transaction.forEach(topic()::append));
        }
    }

    /**
     * In the first topic alone: a tombstone without its deletion does not tell how new it is. And not of what was told
     * twice: what is left is then older than what is not, and may lack the note.
     */
    void compact() {
        if (topics.size() == 1 && !repeated) {
            topic().compact();
        }
    }

    /** Ends the time in which nobody looks. */
    void settle() {
        if (!captured) {
            snapshot(false);
        }
    }

    /** The topic, and before it those that were deleted. */
    public List<Topic> topics() {
        return topics;
    }

    /** The rows by their key, without the notes that the last event of a row left out. */
    public Map<Integer, Item> rows() {
        Map<Integer, Item> expected = new TreeMap<>();
        rows.forEach((id, row) -> {
            Item last = told.get(id);
            expected.put(id, last == null || last.note().equals(Item.LEFT_OUT) ? row.withoutNote() : row);
        });
        return expected;
    }

    private Topic topic() {
        return topics.get(topics.size() - 1);
    }

    private void tell(Transaction done) {
        List<Emission> events = new ArrayList<>();
        for (Change change : done.changes) {
            events.add(new Emission(change.op(), change.id(), change.row(), null, change.lsn(), lastCommit, done.id));
            if (change.row() == null) {
                events.add(Emission.tombstone(change.id()));
            } else {
                told.put(change.id(), change.row());
            }
        }
        unnoted.add(events);
        events.forEach(topic()::append);
    }

    private void change(Transaction in, String op, int id, @Nullable Item row) {
        in.changes.add(new Change(op, id, row, ++log));
        in.view.put(id, row);
    }

    private @Nullable Item seen(Transaction in, int id) {
        return in.view.containsKey(id) ? in.view.get(id) : rows.get(id);
    }

    private boolean isLocked(int id, int transaction) {
        return open.entrySet().stream()
                .anyMatch(other ->
                        other.getKey() != transaction && other.getValue().view.containsKey(id));
    }
}
