// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.fault;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often each operation was called, whatever the answer was. */
public final class Calls {

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /** All calls since the start or the last {@link #reset}. */
    public long count() {
        return Arrays.stream(Operation.values()).mapToLong(this::count).sum();
    }

    /** Calls of an operation since the start or the last {@link #reset}. */
    public long count(Operation operation) {
        return of(new Key(operation, null));
    }

    /**
     * Calls of an operation on one table.
     *
     * @param table as {@code dataset.table}
     */
    public long count(Operation operation, String table) {
        return of(new Key(operation, table));
    }

    /** Starts again from nothing. */
    public void reset() {
        counts.clear();
    }

    /** Notes a call. */
    public void note(Operation operation, @Nullable String table) {
        add(new Key(operation, null));
        if (table != null) {
            add(new Key(operation, table));
        }
    }

    private void add(Key key) {
        counts.computeIfAbsent(key, any -> new LongAdder()).increment();
    }

    private long of(Key key) {
        LongAdder count = counts.get(key);
        return count == null ? 0 : count.sum();
    }

    private record Key(Operation operation, @Nullable String table) {}
}
