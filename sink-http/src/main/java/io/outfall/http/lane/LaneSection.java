// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The key of {@link Ordering}. */
public final class LaneSection implements Section<Ordering> {
    static final Key<Ordering> ORDERING = Key.oneOf("ordering", Ordering.class)
            .doc("""
                    Which changes of a topic-partition are sent in their order. `partition`: all, so that one request of it is on \
                    its way at a time. `key`: those of one key; requests of different keys overtake each other. `none`: any \
                    change may overtake any other. Where order is kept, what is sent again of a request goes before anything \
                    behind it. Within a request the order is the server's: where it answers for each change \
                    (`response.errors.path`), one that is sent again comes after those of its request that were taken. \
                    Changes of one key never share such a request; those of different keys and of rows without a key do, \
                    unless `batch.rows=1`.""")
            .importance(Importance.HIGH)
            .defaultsTo(Ordering.PARTITION);

    @Override
    public String title() {
        return "Order";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(ORDERING);
    }

    /** A truncate must overtake nothing and be overtaken by nothing. */
    public static void checkThatTruncatesWait(boolean sent, Values values, Problems problems) {
        if (sent && values.get(ORDERING) != Ordering.PARTITION) {
            problems.add(ORDERING, "must be partition where truncates are sent: they are about the rows of all keys");
        }
    }

    @Override
    public Ordering read(Values values) {
        return values.get(ORDERING);
    }
}
