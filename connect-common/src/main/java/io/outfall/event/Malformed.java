// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be understood. It is rejected, never guessed at.
 *
 * @param record the record
 * @param field the offending field, or null where it is the record as a whole
 * @param reason what is wrong, without values
 */
public record Malformed(SinkRecord record, @Nullable String field, String reason) implements ChangeEvent {}
