// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.audit;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets that follow each other and have the same thing wrong with them.
 *
 * @param partition whose offsets
 * @param first the lowest
 * @param last the highest
 * @param objects the keys of the objects that hold them; a key is there twice if its object holds them twice
 */
public record Finding(Kind kind, TopicPartition partition, long first, long last, List<String> objects) {

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
        objects = List.copyOf(objects);
    }

    /** How many offsets. */
    public long count() {
        return last - first + 1;
    }

    boolean isContinuedBy(Finding next) {
        return partition.equals(next.partition) && last + 1 == next.first && objects.equals(next.objects);
    }

    Finding to(long newLast) {
        return new Finding(kind, partition, first, newLast, objects);
    }

    /** Such as {@code 5-7 in a.parquet, b.parquet}. */
    @Override
    public String toString() {
        String offsets = first == last ? Long.toString(first) : String.format(Locale.ROOT, "%d-%d", first, last);
        return objects.isEmpty() ? offsets : offsets + " in " + String.join(", ", objects);
    }
}
