// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Gives one instance to schemas that are equal, so that everything compiled for a schema is found again by identity.
 * Most converters hand out the same instance for record after record; some make a new one each time, and cost one
 * comparison per record.
 */
final class Schemas {
    private final Map<Schema, Schema> known = new Bounded<>();
    private final IdentityHashMap<Schema, Schema> seen = new IdentityHashMap<>();
    private @Nullable Schema last;
    private @Nullable Schema lastCanonical;

    Schema canonical(Schema schema) {
        if (schema == last && lastCanonical != null) {
            return lastCanonical;
        }
        Schema canonical = seen.get(schema);
        if (canonical == null) {
            canonical = known.computeIfAbsent(schema, s -> s);
            if (seen.size() >= Bounded.CAPACITY) {
                seen.clear();
            }
            seen.put(schema, canonical);
        }
        last = schema;
        lastCanonical = canonical;
        return canonical;
    }
}
