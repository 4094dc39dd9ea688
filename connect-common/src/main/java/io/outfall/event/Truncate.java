// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * All rows of a table are gone. On a topic with several partitions nothing orders it against the rows of the others.
 *
 * @param record the record, which has no key
 * @param source the table and the position
 */
public record Truncate(SinkRecord record, SourceInfo source) implements ChangeEvent {}
