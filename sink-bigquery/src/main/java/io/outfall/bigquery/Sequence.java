// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.event.Position;
import io.outfall.row.ChangeRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Orders the changes of a key, as {@code _CHANGE_SEQUENCE_NUMBER} has it: four hexadecimal numbers, compared one after
 * the other. The first three are the place in the source's log, so that the order stands though topics are made anew or
 * get more partitions; the last is the Kafka offset, which decides between records of one place, such as what two
 * snapshots read. A record that tells no place, such as a tombstone, takes that of the last record of its partition
 * that told one.
 *
 * <p>The task thread owns it.
 */
final class Sequence {
    private static final int PLACE_SECTIONS = 3;
    private static final int SECTION_LENGTH = 16;
    private static final String ZERO = "0".repeat(SECTION_LENGTH);

    private final Map<TopicPartition, Position> last = new HashMap<>();

    /** The number of a row's change. */
    String of(ChangeRow row, TopicPartition partition) {
        Position place = row.source().position();
        if (place.isNone()) {
            place = last.getOrDefault(partition, Position.NONE);
        } else {
            last.put(partition, place);
        }
        String offset = Long.toHexString(row.record().originalKafkaOffset());
        return padded(place) + "/" + ZERO.substring(offset.length()) + offset;
    }

    void revoke(Collection<TopicPartition> partitions) {
        last.keySet().removeAll(partitions);
    }

    /** BigQuery does not say how numbers of different lengths compare. */
    private static String padded(Position place) {
        StringBuilder text = new StringBuilder(place.toString());
        int length = PLACE_SECTIONS * (SECTION_LENGTH + 1) - 1;
        while (text.length() < length) {
            text.append(text.isEmpty() ? "" : "/").append(ZERO);
        }
        text.setLength(length);
        return text.toString();
    }
}
