// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the changes of a table come to: of each key the one with the greatest sequence number, of equals the latest.
 * Deletions are remembered for ever, where BigQuery forgets them after some time.
 */
final class Changes {

    private final Map<List<Object>, SequenceNumber> last = new HashMap<>();
    private final Map<List<Object>, Change> due = new LinkedHashMap<>();

    /** Takes a change in, unless a later one is known. */
    void take(int[] key, Change change) {
        List<Object> values = new ArrayList<>(key.length);
        for (int position : key) {
            values.add(comparable(change.row()[position]));
        }
        SequenceNumber known = last.get(values);
        if (known == null || known.compareTo(change.sequence()) <= 0) {
            last.put(values, change.sequence());
            due.put(values, change);
        }
    }

    /** The changes that the table has not seen yet, one of a key. They count as seen from now on. */
    List<Change> drain() {
        List<Change> changes = new ArrayList<>(due.values());
        due.clear();
        return changes;
    }

    /** How many keys have changes that the table has not seen. */
    int due() {
        return due.size();
    }

    private static Object comparable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return ByteString.copyFrom(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        }
        if (value == null) {
            throw new IllegalStateException("A key without a value");
        }
        return value;
    }
}
