// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

/** Which time of a record. */
sealed interface TimeOf {

    /** When the source made the change; when Kafka got the record, if that is not known. */
    record Source() implements TimeOf {}

    /** When Kafka got the record, or the producer wrote it: by the topic's {@code message.timestamp.type}. */
    record Kafka() implements TimeOf {}

    /** When the task handles the record; the only time that is another one when a record is read again. */
    record Wall() implements TimeOf {}

    /** What a column says; the source's time where the column says nothing. */
    record Column(String name) implements TimeOf {}
}
