// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import io.outfall.event.Origin;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record cannot be delivered, while the others of its batch can.
 *
 * @param record the record
 * @param column the offending column or field, or null where it is the record as a whole
 * @param reason what is wrong, without values: it is logged
 * @param cause what was thrown, if anything was
 */
public record Rejection(
        SinkRecord record,
        @Nullable String column,
        String reason,
        @Nullable Throwable cause) {

    /** A record that is wrong as a whole. */
    public static Rejection of(SinkRecord record, String reason) {
        return new Rejection(record, null, reason, null);
    }

    /** A record with a column that is wrong. */
    public static Rejection of(SinkRecord record, @Nullable String column, String reason) {
        return new Rejection(record, column, reason, null);
    }

    /** The topic, partition and offset that the consumer read, the column and the reason, in one sentence. */
    public String message() {
        Origin origin = Origin.of(record);
        return "topic " + origin.topic() + ", partition " + origin.partition() + ", offset " + origin.offset()
                + (column == null ? "" : ", column " + column) + ": " + reason;
    }

    /** The message: the record's own text would show its values. */
    @Override
    public String toString() {
        return message();
    }
}
