// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which parts of a file are in use: hands out of the gaps the smallest that is large enough, or room at the end. */
final class FreeSpace {
    /** Length of each gap by its position; no two touch, and none touches the end. */
    private final TreeMap<Long, Long> byPosition = new TreeMap<>();

    private final TreeSet<Gap> bySize =
            new TreeSet<>(Comparator.comparingLong(Gap::length).thenComparingLong(Gap::position));
    private long end;

    private record Gap(long position, long length) {}

    /** Takes so many bytes and returns the position of the first. */
    long take(long length) {
        @Nullable Gap gap = bySize.ceiling(new Gap(0, length));
        if (gap == null) {
            long position = end;
            end += length;
            return position;
        }
        remove(gap);
        if (gap.length > length) {
            add(new Gap(gap.position + length, gap.length - length));
        }
        return gap.position;
    }

    /** Takes back what {@link #take} gave. */
    void give(long position, long length) {
        long from = position;
        long to = position + length;
        Map.Entry<Long, Long> before = byPosition.lowerEntry(from);
        if (before != null && before.getKey() + before.getValue() == from) {
            from = before.getKey();
            remove(new Gap(from, before.getValue()));
        }
        Long after = byPosition.get(to);
        if (after != null) {
            remove(new Gap(to, after));
            to += after;
        }
        if (to == end) {
            end = from;
        } else {
            add(new Gap(from, to - from));
        }
    }

    /** Where the last used byte ends. */
    long end() {
        return end;
    }

    private void add(Gap gap) {
        byPosition.put(gap.position, gap.length);
        bySize.add(gap);
    }

    private void remove(Gap gap) {
        byPosition.remove(gap.position);
        bySize.remove(gap);
    }
}
