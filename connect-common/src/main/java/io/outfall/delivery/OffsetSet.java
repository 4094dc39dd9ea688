// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A set of offsets of one partition, as runs without gaps in ascending order. Immutable. Where everything is delivered
 * in order it is one run; files or streams that end on their own leave gaps, which close again when the last of them
 * ends.
 */
public final class OffsetSet {
    /** The set without offsets. */
    public static final OffsetSet EMPTY = new OffsetSet(new long[0]);

    // Starts, inclusive, and ends, exclusive, in turn.
    private final long[] bounds;

    private OffsetSet(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * The offsets of a range.
     *
     * @param from the first
     * @param to the one after the last; not below {@code from}
     */
    public static OffsetSet range(long from, long to) {
        return from == to ? EMPTY : new OffsetSet(new long[] {from, to});
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** Whether the offset is in the set. */
    public boolean has(long offset) {
        return (runAfter(offset) & 1) == 1;
    }

    /**
     * The end of the run that an offset of the set is in.
     *
     * @return the lowest offset above it that is not in the set
     */
    public long endOfRun(long offset) {
        int end = runAfter(offset);
        if ((end & 1) == 0) {
            throw new IllegalArgumentException(offset + " is not in " + this);
        }
        return bounds[end];
    }

    /** The lowest offset. */
    public long first() {
        return bounds[0];
    }

    /** The highest offset. */
    public long last() {
        return bounds[bounds.length - 1] - 1;
    }

    /** The offsets that are in either. */
    public OffsetSet and(OffsetSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        long[] merged = new long[bounds.length + other.bounds.length];
        int size = 0;
        int a = 0;
        int b = 0;
        while (a < bounds.length || b < other.bounds.length) {
            boolean mine = b == other.bounds.length || (a < bounds.length && bounds[a] <= other.bounds[b]);
            long from = mine ? bounds[a] : other.bounds[b];
            long to = mine ? bounds[a + 1] : other.bounds[b + 1];
            a += mine ? 2 : 0;
            b += mine ? 0 : 2;
            if (size > 0 && from <= merged[size - 1]) {
                merged[size - 1] = Math.max(merged[size - 1], to);
            } else {
                merged[size++] = from;
                merged[size++] = to;
            }
        }
        return new OffsetSet(Arrays.copyOf(merged, size));
    }

    /** The offsets below a bound. */
    public OffsetSet below(long bound) {
        int end = runAfter(bound);
        long[] kept = Arrays.copyOf(bounds, end + (end & 1));
        if ((end & 1) == 1) {
            kept[end] = bound;
            return kept[end - 1] == bound ? new OffsetSet(Arrays.copyOf(kept, end - 1)) : new OffsetSet(kept);
        }
        return new OffsetSet(kept);
    }

    /** How many bounds are at or below the offset: odd where it is in a run. */
    private int runAfter(long offset) {
        int found = Arrays.binarySearch(bounds, offset);
        return found < 0 ? -found - 1 : found + 1;
    }

    /**
     * The runs as text: {@code 0+42 1+3} is 0 to 41, without 42, and 43 to 45.
     *
     * @return runs in ascending order, each as the gap before it and its length
     */
    public String text() {
        StringJoiner text = new StringJoiner(" ");
        long end = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            text.add(bounds[i] - end + "+" + (bounds[i + 1] - bounds[i]));
            end = bounds[i + 1];
        }
        return text.toString();
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static OffsetSet parse(String text) {
        String[] runs = text.isEmpty() ? new String[0] : text.split(" ", -1);
        long[] bounds = new long[runs.length * 2];
        long end = 0;
        for (int i = 0; i < runs.length; i++) {
            int plus = runs[i].indexOf('+');
            if (plus < 0) {
                throw new IllegalArgumentException("not a run of offsets: " + runs[i]);
            }
            long gap = Long.parseLong(runs[i].substring(0, plus));
            long length = Long.parseLong(runs[i].substring(plus + 1));
            if (length < 1 || gap < 0 || (gap == 0 && i > 0)) {
                throw new IllegalArgumentException("not a run of offsets: " + runs[i]);
            }
            bounds[2 * i] = end + gap;
            end = bounds[2 * i] + length;
            bounds[2 * i + 1] = end;
        }
        return new OffsetSet(bounds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffsetSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return "{" + text() + "}";
    }

    /**
     * Collects offsets in ascending order. A run costs some bytes, whatever its length, so that a file that shares its
     * partition with many others stays small too.
     */
    public static final class Builder {
        private static final int VARINT_BITS = 7;
        private static final int MORE = 1 << VARINT_BITS;

        // Gap and length of each finished run, as varints.
        private byte[] runs = new byte[16];
        private int size;
        private int count;
        private long end;
        private long runStart;
        private long runEnd;

        /** Adds an offset above all so far. */
        public void add(long offset) {
            if (runEnd == offset && runEnd > runStart) {
                runEnd++;
                return;
            }
            endRun();
            runStart = offset;
            runEnd = offset + 1;
        }

        /** Bytes of memory held. */
        public int heldBytes() {
            return runs.length;
        }

        /** The offsets so far. */
        public OffsetSet build() {
            endRun();
            long[] bounds = new long[2 * count];
            long at = 0;
            int position = 0;
            for (int i = 0; i < bounds.length; i++) {
                long delta = 0;
                int shift = 0;
                while (runs[position] < 0) {
                    delta |= (long) (runs[position++] & (MORE - 1)) << shift;
                    shift += VARINT_BITS;
                }
                delta |= (long) runs[position++] << shift;
                at += delta;
                bounds[i] = at;
            }
            return new OffsetSet(bounds);
        }

        private void endRun() {
            if (runEnd > runStart) {
                varint(runStart - end);
                varint(runEnd - runStart);
                end = runEnd;
                runStart = runEnd;
                count++;
            }
        }

        private void varint(long value) {
            if (runs.length - size < 10) {
                runs = Arrays.copyOf(runs, runs.length * 2);
            }
            long left = value;
            while (left >= MORE) {
                runs[size++] = (byte) (left | MORE);
                left >>>= VARINT_BITS;
            }
            runs[size++] = (byte) left;
        }
    }
}
