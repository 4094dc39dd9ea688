// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Key;
import io.outfall.event.KeyDelete;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells a tombstone that follows its own delete, and so says nothing new, from one that is the delete: because
 * compaction took the delete away, or because the source writes nothing but tombstones. Debezium writes both one after
 * the other into the same partition, so the last delete of each partition is all that has to be remembered. After a
 * restart in between, the tombstone counts as a delete once more, which changes nothing.
 *
 * <p>Not thread-safe: the task thread owns it.
 */
final class TombstoneFilter {
    private final Map<TopicPartition, Key> lastDeleted = new HashMap<>();

    /** Whether the event says nothing that was not said before. */
    boolean isRedundant(ChangeEvent event, TopicPartition partition) {
        if (event instanceof RowChange change) {
            Row key = change.isDelete() ? change.key() : null;
            if (key != null) {
                lastDeleted.put(partition, Key.of(key));
            } else if (!lastDeleted.isEmpty()) {
                lastDeleted.remove(partition);
            }
            return false;
        }
        if (event instanceof KeyDelete tombstone) {
            return tombstone.key() == null || Key.of(tombstone.key()).equals(lastDeleted.remove(partition));
        }
        return false;
    }

    void revoke(Collection<TopicPartition> partitions) {
        lastDeleted.keySet().removeAll(partitions);
    }
}
