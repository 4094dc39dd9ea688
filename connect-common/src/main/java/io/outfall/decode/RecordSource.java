// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.Position;
import io.outfall.event.Snapshot;
import io.outfall.event.SourceInfo;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one record says about its source.
 *
 * @param fields where to look
 * @param record the record
 */
record RecordSource(SourceFields fields, SinkRecord record) implements SourceInfo {

    @Override
    public @Nullable String connector() {
        return fields.connector(record);
    }

    @Override
    public @Nullable String server() {
        return fields.server(record);
    }

    @Override
    public @Nullable String database() {
        return fields.database(record);
    }

    @Override
    public @Nullable String schema() {
        return fields.schema(record);
    }

    @Override
    public @Nullable String table() {
        return fields.table(record);
    }

    @Override
    public @Nullable Long timestampMicros() {
        return fields.timestampMicros(record);
    }

    @Override
    public @Nullable Long processedMicros() {
        return fields.processedMicros(record);
    }

    @Override
    public Snapshot snapshot() {
        return fields.snapshot(record);
    }

    @Override
    public @Nullable String transactionId() {
        return fields.transactionId(record);
    }

    @Override
    public Position position() {
        return fields.position(record);
    }
}
