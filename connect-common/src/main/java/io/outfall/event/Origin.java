// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where the consumer read a record, before any transform renamed its topic. Offsets are counted and committed by it.
 *
 * @param topic the topic as subscribed to
 * @param partition the partition within it
 * @param offset the record's own offset
 */
public record Origin(String topic, int partition, long offset) {

    /** The origin of a record, by the original coordinates that Connect 3.6 and newer carry. */
    public static Origin of(SinkRecord record) {
        return new Origin(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
    }

    /** The partition that this origin lies in. */
    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
