// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.event.Key;
import io.outfall.event.Row;
import io.outfall.json.JsonReader;
import io.outfall.json.JsonWriter;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** One change, rendered. Equal to nothing but itself. */
public final class Item {
    // What a record costs that is kept for the case that it is rejected: objects and references, beside its values.
    private static final int RECORD_BYTES = 512;

    private final SinkRecord record;
    private final byte @Nullable [] body;
    private final @Nullable Row row;
    private final @Nullable Key key;
    private final String idempotencyKey;
    private final long sourceMs;
    private final boolean ofAllRows;

    /**
     * @param row the key columns; null for a row without any
     * @param ofAllRows whether it is about the rows of all keys
     */
    Item(
            SinkRecord record,
            byte @Nullable [] body,
            @Nullable Row row,
            String idempotencyKey,
            long sourceMs,
            boolean ofAllRows) {
        this.record = record;
        this.body = body;
        this.row = row;
        this.key = row == null ? null : Key.of(row);
        this.idempotencyKey = idempotencyKey;
        this.sourceMs = sourceMs;
        this.ofAllRows = ofAllRows;
    }

    /** Where it comes from. */
    public SinkRecord record() {
        return record;
    }

    /** In UTF-8, not to be changed; null for a request without any. */
    byte @Nullable [] body() {
        return body;
    }

    /** Of the row; null where it has none. */
    public @Nullable Key key() {
        return key;
    }

    /** The values of the key as they stand in JSON, strings without quotes, with commas between; null without a key. */
    public @Nullable String keyText() {
        if (row == null) {
            return null;
        }
        Object data = row.data();
        return row.layout().columns().stream()
                .map(column -> new JsonWriter()
                        .value(column.type(), column.value(data))
                        .text())
                .map(json -> String.valueOf(JsonReader.read(json)))
                .collect(Collectors.joining(","));
    }

    /**
     * Whether it has a request of its own: what has no body cannot share one, and what is about all rows must not be
     * overtaken by a part of its request that is sent again.
     */
    boolean isAlone() {
        return size() == 0 || ofAllRows;
    }

    /** The same whenever the change is sent. */
    String idempotencyKey() {
        return idempotencyKey;
    }

    /** When the change was made, in milliseconds since 1970-01-01T00:00Z. */
    public long sourceMs() {
        return sourceMs;
    }

    /** How many bytes it is in a request. */
    public int size() {
        return body == null ? 0 : body.length;
    }

    /** What it takes from the memory budget: its body, and its record about as much again. */
    public long held() {
        return 2L * size() + RECORD_BYTES;
    }

    /** Where it comes from: the rest would show its values. */
    @Override
    public String toString() {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
    }
}
