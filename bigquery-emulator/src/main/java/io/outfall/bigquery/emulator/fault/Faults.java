// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults that the next calls meet, first scripted, first served. */
public final class Faults {

    private final List<Scripted> script = new ArrayList<>();
    private final List<Stall> stalls = new ArrayList<>();
    private final Map<Long, Fault> byNumber = new HashMap<>();
    private long calls;
    private long endAfter = Long.MAX_VALUE;

    /** The next call of an operation meets a fault. */
    public void next(Operation operation, Fault fault) {
        next(operation, 1, fault);
    }

    /** The next calls of an operation meet a fault each. */
    public void next(Operation operation, int calls, Fault fault) {
        script(operation, null, calls, fault);
    }

    /**
     * The next calls of an operation on one table meet a fault each.
     *
     * @param table as {@code dataset.table}
     */
    public void next(Operation operation, String table, int calls, Fault fault) {
        script(operation, table, calls, fault);
    }

    /**
     * One call meets a fault, whatever its operation is.
     *
     * @param number of the call, 1 for the next
     */
    public synchronized void nth(long number, Fault fault) {
        byNumber.put(calls + number, fault);
        remember(fault);
    }

    /** After so many calls more, all connections break before there is an effect, until {@link #clear}. */
    public synchronized void endAfter(long more) {
        endAfter = calls + more;
    }

    /** Every call of an operation meets a fault, until {@link #clear}. */
    public void always(Operation operation, Fault fault) {
        script(operation, null, Integer.MAX_VALUE, fault);
    }

    /** Every call of an operation on one table meets a fault, until {@link #clear}. */
    public void always(Operation operation, String table, Fault fault) {
        script(operation, table, Integer.MAX_VALUE, fault);
    }

    /** Forgets what was scripted, and releases what is stalled. */
    public synchronized void clear() {
        script.clear();
        byNumber.clear();
        endAfter = Long.MAX_VALUE;
        stalls.forEach(Stall::release);
        stalls.clear();
    }

    /** The fault that a call meets now, which is thereby used up; null if none. */
    public synchronized @Nullable Fault take(Operation operation, @Nullable String table) {
        calls++;
        Fault numbered = byNumber.remove(calls);
        if (numbered != null) {
            return numbered;
        }
        if (calls > endAfter) {
            return Fault.cutBefore();
        }
        Iterator<Scripted> all = script.iterator();
        while (all.hasNext()) {
            Scripted one = all.next();
            if (one.concerns(operation, table)) {
                one.left--;
                if (one.left == 0) {
                    all.remove();
                }
                return one.fault;
            }
        }
        return null;
    }

    private synchronized void script(Operation operation, @Nullable String table, int times, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("calls must be at least 1: " + times);
        }
        script.add(new Scripted(operation, table, fault, times));
        remember(fault);
    }

    private void remember(Fault fault) {
        if (fault instanceof Stall stall) {
            stalls.add(stall);
        }
    }

    private static final class Scripted {
        private final Operation operation;
        private final @Nullable String table;
        private final Fault fault;
        private int left;

        Scripted(Operation operation, @Nullable String table, Fault fault, int left) {
            this.operation = operation;
            this.table = table;
            this.fault = fault;
            this.left = left;
        }

        boolean concerns(Operation called, @Nullable String where) {
            return operation == called && (table == null || table.equals(where));
        }
    }
}
