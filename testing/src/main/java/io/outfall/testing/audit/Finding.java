// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.audit;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets of a partition that have the same thing wrong with them, in the same objects.
 *
 * @param partition whose offsets
 * @param offsets in rising order
 * @param objects the keys of the objects that hold them; a key is there twice if its object holds them twice
 */
public record Finding(Kind kind, TopicPartition partition, List<Long> offsets, List<String> objects) {
    private static final int RANGES_SHOWN = 10;

    /** What is wrong. */
    public enum Kind {
        /** In the topic and in no object. */
        MISSING,

        /** In more than one row. */
        REPEATED,

        /** In an object and not in the topic. */
        FOREIGN
    }

    public Finding {
        offsets = List.copyOf(offsets);
        objects = List.copyOf(objects);
    }

    /** Such as {@code 5-7, 9 in a.parquet and b.parquet}. */
    @Override
    public String toString() {
        List<String> ranges = ranges();
        String shown = String.join(", ", ranges.subList(0, Math.min(RANGES_SHOWN, ranges.size())))
                + (ranges.size() > RANGES_SHOWN ? ", …" : "");
        return objects.isEmpty() ? shown : shown + " in " + String.join(" and ", objects);
    }

    private List<String> ranges() {
        List<String> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= offsets.size(); i++) {
            if (i == offsets.size() || offsets.get(i) != offsets.get(i - 1) + 1) {
                ranges.add(from == i - 1 ? offsets.get(from).toString() : offsets.get(from) + "-" + offsets.get(i - 1));
                from = i;
            }
        }
        return ranges;
    }
}
