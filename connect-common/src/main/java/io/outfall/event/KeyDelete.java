// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record without a value: the row of that key is gone. It often follows a delete that said so already, and then
 * changes nothing; where compaction removed that delete, or the source writes only tombstones, it is the delete.
 *
 * @param record the tombstone
 * @param key the key columns and their cells; null for a tombstone without a key, which deletes nothing
 */
public record KeyDelete(SinkRecord record, @Nullable Row key) implements ChangeEvent {}
