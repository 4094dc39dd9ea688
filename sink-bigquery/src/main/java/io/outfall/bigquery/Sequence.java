// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.event.Position;
import io.outfall.event.Snapshot;
import io.outfall.row.ChangeRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Orders the changes of a key, as {@code _CHANGE_SEQUENCE_NUMBER} has it: four hexadecimal numbers, compared one after
 * the other. The first three are the place in the source's log, so that the order stands though topics are made anew or
 * get more partitions, and though the source repeats itself; the last is the Kafka offset, which decides between
 * records of one place, such as what two snapshots read.
 *
 * <p>Two kinds of records are placed by what came before them in their partition. A record that tells no place, such as
 * a tombstone, takes that of the last record. And a record that seems older than the snapshot before it is not: it is
 * of a transaction that the snapshot did not see, begun before it and committed after it, and PostgreSQL does not tell
 * the place of that commit. It is put right behind the snapshot. So whoever takes a partition over looks at some
 * records before the first.
 *
 * <p>The task thread owns it.
 */
final class Sequence {
    private static final int PLACE_SECTIONS = 3;
    private static final int SECTION_LENGTH = 16;
    private static final String ZERO = "0".repeat(SECTION_LENGTH);
    // A transaction that a snapshot did not see rarely has more changes than that in one partition.
    private static final long LOOK_BACK = 100;
    private static final String NOWHERE = padded("");

    private final Map<TopicPartition, Course> courses = new HashMap<>();

    /** What came so far in a partition. */
    private static final class Course {
        private String place = NOWHERE;
        private Position snapshot = Position.NONE;
    }

    /**
     * Begins a partition, unless that was done.
     *
     * @param offset of its first row
     * @return from where on records are to be looked at before that, if there may be some
     */
    OptionalLong begin(TopicPartition partition, long offset) {
        if (courses.containsKey(partition)) {
            return OptionalLong.empty();
        }
        courses.put(partition, new Course());
        return offset == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, offset - LOOK_BACK));
    }

    /** The number of a row's change. */
    String of(ChangeRow row, TopicPartition partition) {
        Course course = courses.computeIfAbsent(partition, any -> new Course());
        Position place = row.source().position();
        if (!place.isNone()) {
            course.place = place(place, row, course);
        }
        String offset = Long.toHexString(row.record().originalKafkaOffset());
        return course.place + "/" + ZERO.substring(offset.length()) + offset;
    }

    void revoke(Collection<TopicPartition> partitions) {
        courses.keySet().removeAll(partitions);
    }

    private static String place(Position own, ChangeRow row, Course course) {
        if (row.source().snapshot() == Snapshot.INITIAL) {
            course.snapshot = own;
        } else if (own.compareTo(course.snapshot) < 0) {
            return padded(course.snapshot + withinCommit(own));
        }
        return padded(own.toString());
    }

    /** A place without its first section, which is that of a commit. */
    private static String withinCommit(Position place) {
        String text = place.toString();
        return text.length() > SECTION_LENGTH ? text.substring(SECTION_LENGTH) : "";
    }

    /** BigQuery does not say how numbers of different lengths compare. */
    private static String padded(String place) {
        StringBuilder text = new StringBuilder(place);
        int length = PLACE_SECTIONS * (SECTION_LENGTH + 1) - 1;
        while (text.length() < length) {
            text.append(text.isEmpty() ? "" : "/").append(ZERO);
        }
        text.setLength(length);
        return text.toString();
    }
}
