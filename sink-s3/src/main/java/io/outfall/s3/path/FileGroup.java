// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What the records of one file have in common: the topic-partition that the consumer read and whatever the template
 * takes from a record. A value: two groups are equal if their records belong together. Files never mix partitions, so
 * that each belongs to one account of offsets.
 */
public final class FileGroup {
    private final TopicPartition partition;
    private final boolean renamed;
    private final List<String> values;
    private final int hash;

    FileGroup(TopicPartition partition, boolean renamed, List<String> values) {
        this.partition = partition;
        this.renamed = renamed;
        this.values = values;
        this.hash = 31 * partition.hashCode() + values.hashCode();
    }

    /** The topic-partition as the consumer reads it. */
    public TopicPartition partition() {
        return partition;
    }

    boolean isRenamed() {
        return renamed;
    }

    /** The texts of the template's per-record pieces, encoded, in the order of the router's slots. */
    List<String> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof FileGroup that
                && hash == that.hash
                && renamed == that.renamed
                && partition.equals(that.partition)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return values.isEmpty() ? partition.toString() : partition + " " + values;
    }
}
