// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A message that an application wrote into the source's log ({@code pg_logical_emit_message}); no row of any table.
 *
 * @param record the record
 */
public record LogicalMessage(SinkRecord record) implements ChangeEvent {}
