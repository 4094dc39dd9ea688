// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a broker has of a topic from its making to its deletion. */
public final class Topic {
    public static final String NAME = "shop.public.items";
    public static final int PARTITIONS = 2;

    private final List<List<SinkRecord>> partitions = new ArrayList<>();
    private final long[] ends = new long[PARTITIONS];

    Topic() {
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    void append(Emission event) {
        int partition = event.id() % PARTITIONS;
        partitions.get(partition).add(event.at(NAME, partition, ends[partition]++));
    }

    /** Leaves the last record of each key, as a broker does in the course of time. */
    void compact() {
        for (List<SinkRecord> records : partitions) {
            Set<Object> later = new HashSet<>();
            ListIterator<SinkRecord> backwards = records.listIterator(records.size());
            while (backwards.hasPrevious()) {
                if (!later.add(backwards.previous().key())) {
                    backwards.remove();
                }
            }
        }
    }

    /** The records of a partition. */
    public List<SinkRecord> records(int partition) {
        return partitions.get(partition);
    }

    /** The records of all partitions. */
    public List<SinkRecord> records() {
        return partitions.stream().flatMap(List::stream).toList();
    }
}
