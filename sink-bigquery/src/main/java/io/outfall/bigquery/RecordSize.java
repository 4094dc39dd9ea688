// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What a record takes of the heap, roughly, before it has become a row. */
final class RecordSize {
    // Of a record, or of any value with its reference: headers of objects, boxed numbers.
    private static final long RECORD_BYTES = 512;
    private static final long VALUE_BYTES = 24;

    private RecordSize() {}

    /** The bytes of the key, the value and what holds them. */
    static long of(SinkRecord record) {
        return RECORD_BYTES + of(record.key()) + of(record.value());
    }

    private static long of(@Nullable Object value) {
        long bytes = VALUE_BYTES;
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                bytes += of(struct.getWithoutDefault(field.name()));
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += of(entry.getKey()) + of(entry.getValue());
            }
        } else if (value instanceof Collection<?> list) {
            for (Object element : list) {
                bytes += of(element);
            }
        } else if (value instanceof String text) {
            bytes += text.length();
        } else if (value instanceof byte[] array) {
            bytes += array.length;
        } else if (value instanceof ByteBuffer buffer) {
            bytes += buffer.remaining();
        }
        return bytes;
    }
}
