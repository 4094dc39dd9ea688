// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.replay;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a broker keeps: a fixed list of records, and how far a consumer group has committed them. Not thread-safe. */
public final class TopicLog {
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final Map<TopicPartition, List<SinkRecord>> records = new TreeMap<>(BY_NAME);
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /**
     * A log of which nothing is committed.
     *
     * @param records by rising offset in each partition; offsets may be left out, as in a compacted topic
     */
    public TopicLog(List<SinkRecord> records) {
        this.records.putAll(records.stream().collect(Collectors.groupingBy(TopicLog::partition)));
    }

    /** The partitions that have records. */
    public Set<TopicPartition> partitions() {
        return Set.copyOf(records.keySet());
    }

    /** The offsets of all records by partition. */
    public Map<TopicPartition, List<Long>> offsets() {
        return records.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .map(SinkRecord::kafkaOffset)
                                .toList()));
    }

    /** The offset behind the last record. */
    public long end(TopicPartition partition) {
        List<SinkRecord> all = of(partition);
        return all.get(all.size() - 1).kafkaOffset() + 1;
    }

    /** Where a consumer of the group goes on that knows nothing else. */
    public long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, of(partition).get(0).kafkaOffset());
    }

    /** Whether the group has committed everything. */
    public boolean isDone() {
        return records.keySet().stream().allMatch(partition -> committed(partition) == end(partition));
    }

    void commit(TopicPartition partition, long offset) {
        committed.put(partition, offset);
    }

    /** The records from an offset on, not more than a number. */
    List<SinkRecord> read(TopicPartition partition, long from, int limit) {
        return of(partition).stream()
                .filter(record -> record.kafkaOffset() >= from)
                .limit(limit)
                .toList();
    }

    private List<SinkRecord> of(TopicPartition partition) {
        List<SinkRecord> all = records.get(partition);
        if (all == null) {
            throw new IllegalArgumentException("no records of " + partition);
        }
        return all;
    }

    private static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.topic(), record.kafkaPartition());
    }
}
