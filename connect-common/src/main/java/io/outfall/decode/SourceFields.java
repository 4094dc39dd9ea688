// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.Position;
import io.outfall.event.Snapshot;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Where the records of one plan keep what {@link io.outfall.event.SourceInfo} tells. */
final class SourceFields {
    private final CellReader connector;
    private final CellReader server;
    private final CellReader database;
    private final CellReader schema;
    private final CellReader table;
    private final CellReader snapshot;
    private final CellReader txId;
    private final CellReader gtid;
    private final CellReader transaction;
    private final Timestamp changed;
    private final Timestamp processed;
    private final SourcePositions positions;
    private final EventSettings.PositionOrder order;

    SourceFields(Metadata metadata, EventSettings.PositionOrder order) {
        this.connector = metadata.reader("source.connector");
        this.server = metadata.reader("source.name");
        this.database = metadata.reader("source.db");
        this.schema = metadata.reader("source.schema");
        this.table = metadata.reader("source.table");
        this.snapshot = metadata.reader("source.snapshot");
        this.txId = metadata.reader("source.txId");
        this.gtid = metadata.reader("source.gtid");
        this.transaction = metadata.reader("transaction.id");
        this.changed = new Timestamp(metadata, "source.");
        this.processed = new Timestamp(metadata, "");
        this.positions = new SourcePositions(metadata);
        this.order = order;
    }

    @Nullable
    String connector(SinkRecord record) {
        return Scalars.text(connector.read(record));
    }

    @Nullable
    String server(SinkRecord record) {
        return Scalars.text(server.read(record));
    }

    @Nullable
    String database(SinkRecord record) {
        return Scalars.text(database.read(record));
    }

    @Nullable
    String schema(SinkRecord record) {
        return Scalars.text(schema.read(record));
    }

    @Nullable
    String table(SinkRecord record) {
        return Scalars.text(table.read(record));
    }

    @Nullable
    Long timestampMicros(SinkRecord record) {
        return changed.micros(record);
    }

    @Nullable
    Long processedMicros(SinkRecord record) {
        return processed.micros(record);
    }

    /** Debezium wrote a boolean once, leaves the field null today, and means NONE by each of its falsehoods. */
    Snapshot snapshot(SinkRecord record) {
        String text = Scalars.text(snapshot.read(record));
        if (text == null || text.equals("false")) {
            return Snapshot.NONE;
        }
        return text.equals("incremental") ? Snapshot.INCREMENTAL : Snapshot.INITIAL;
    }

    @Nullable
    String transactionId(SinkRecord record) {
        Object found = txId.read(record);
        if (found == null) {
            found = gtid.read(record);
        }
        return Scalars.text(found != null ? found : transaction.read(record));
    }

    Position position(SinkRecord record) {
        return order == EventSettings.PositionOrder.OFFSET
                ? Position.of(record.originalKafkaOffset())
                : positions.of(connector(record), record);
    }

    /** A time that newer connectors write in three units and older ones in milliseconds only. */
    private static final class Timestamp {
        private final CellReader millis;
        private final CellReader micros;
        private final CellReader nanos;

        Timestamp(Metadata metadata, String block) {
            this.millis = metadata.reader(block + "ts_ms");
            this.micros = metadata.reader(block + "ts_us");
            this.nanos = metadata.reader(block + "ts_ns");
        }

        @Nullable
        Long micros(SinkRecord record) {
            Long exact = Scalars.number(micros.read(record));
            if (exact != null) {
                return exact;
            }
            Long fine = Scalars.number(nanos.read(record));
            if (fine != null) {
                return Math.floorDiv(fine, 1_000L);
            }
            Long coarse = Scalars.number(millis.read(record));
            return coarse == null ? null : (Long) (coarse * 1_000L);
        }
    }
}
