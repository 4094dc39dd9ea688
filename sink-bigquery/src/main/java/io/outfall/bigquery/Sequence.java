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
import org.jspecify.annotations.Nullable;

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
 * records before the first, and at more until one is of the snapshot or of another transaction: only the first
 * transaction after a snapshot can be one that it did not see.
 *
 * <p>The task thread owns it.
 */
final class Sequence {
    private static final int PLACE_SECTIONS = 3;
    private static final int SECTION_LENGTH = 16;
    private static final String ZERO = "0".repeat(SECTION_LENGTH);
    private static final long LOOK_BACK = 100;
    private static final int FURTHER = 10;
    private static final String NOWHERE = padded("");

    private final Map<TopicPartition, Course> courses = new HashMap<>();
    private final long lookBack;

    Sequence() {
        this(LOOK_BACK);
    }

    /** @param lookBack how many records are looked at before the first of a partition, where they are enough */
    Sequence(long lookBack) {
        this.lookBack = lookBack;
    }

    /** What came so far in a partition, from an offset on. */
    private static final class Course {
        private final long from;
        private String place = NOWHERE;
        private Position snapshot = Position.NONE;
        private @Nullable String transaction;
        private boolean severalTransactions;

        Course(long from) {
            this.from = from;
        }

        /** The place of a row behind all that came so far. */
        String follow(ChangeRow row) {
            if (!severalTransactions) {
                String its = row.source().transactionId();
                severalTransactions = its != null && transaction != null && !its.equals(transaction);
                transaction = its == null ? transaction : its;
            }
            Position own = row.source().position();
            if (!own.isNone()) {
                place = place(own, row.source().snapshot());
            }
            return place;
        }

        private String place(Position own, Snapshot kind) {
            if (kind == Snapshot.INITIAL) {
                snapshot = own;
            } else if (own.compareTo(snapshot) < 0) {
                return padded(snapshot + withinCommit(own));
            }
            return padded(own.toString());
        }

        /** Whether all that came is of the row's transaction, as far as is known: a snapshot may be before it. */
        boolean mayLackSnapshot(ChangeRow row) {
            if (from == 0 || severalTransactions || !snapshot.isNone()) {
                return false;
            }
            String its = row.source().transactionId();
            return its == null ? transaction != null : transaction == null || its.equals(transaction);
        }
    }

    /**
     * From where on records are to be looked at before a row has a number. They, and then the row, are asked for again.
     *
     * @return nothing if enough is known of what came before
     */
    OptionalLong lookBack(ChangeRow row, TopicPartition partition) {
        Course course = courses.get(partition);
        if (course != null && !course.mayLackSnapshot(row)) {
            return OptionalLong.empty();
        }
        long offset = row.record().originalKafkaOffset();
        long back = course == null ? lookBack : FURTHER * (offset - course.from);
        long from = Math.max(0, offset - back);
        courses.put(partition, new Course(from));
        return offset == 0 ? OptionalLong.empty() : OptionalLong.of(from);
    }

    /** The number of a row's change; also to be asked of rows that are looked at. */
    String of(ChangeRow row, TopicPartition partition) {
        String offset = Long.toHexString(row.record().originalKafkaOffset());
        String place = courses.computeIfAbsent(partition, any -> new Course(0)).follow(row);
        return place + "/" + ZERO.substring(offset.length()) + offset;
    }

    void revoke(Collection<TopicPartition> partitions) {
        courses.keySet().removeAll(partitions);
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
