// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.row;

import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.event.Snapshot;
import io.outfall.json.JsonWriter;
import io.outfall.s3.parquet.ColumnWriter;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes the metadata columns of a row. One per task; the task thread owns it. */
public final class MetadataWriter {
    private final List<MetadataColumn> columns;
    private final JsonWriter json = new JsonWriter();
    private final HeaderText headers = new HeaderText();

    public MetadataWriter(List<MetadataColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /** The columns, in the order of the writers. */
    public List<MetadataColumn> columns() {
        return columns;
    }

    /**
     * Writes the columns of one row.
     *
     * @param row the row
     * @param unavailable the names of its columns that the source did not repeat
     * @param writers by {@link #columns()}, from index {@code from} on
     */
    public void write(ChangeRow row, List<String> unavailable, ColumnWriter[] writers, int from) {
        for (int i = 0; i < columns.size(); i++) {
            write(columns.get(i).field(), row, unavailable, writers[from + i]);
        }
    }

    private void write(MetadataField field, ChangeRow row, List<String> unavailable, ColumnWriter out) {
        SinkRecord record = row.record();
        switch (field) {
            case OP -> out.write(row.op());
            case DELETED -> out.writeBoolean(row.isDelete());
            case SOURCE_TIME -> out.write(row.source().timestampMicros());
            case SOURCE_POSITION -> {
                Position position = row.source().position();
                out.write(position.isNone() ? null : position.toString());
            }
            case TRANSACTION -> out.write(row.source().transactionId());
            case SNAPSHOT -> {
                Snapshot snapshot = row.source().snapshot();
                out.write(snapshot == Snapshot.NONE ? null : snapshot.name().toLowerCase(Locale.ROOT));
            }
            case TOPIC -> out.write(record.originalTopic());
            case PARTITION -> out.writeLong(record.originalKafkaPartition());
            case OFFSET -> out.writeLong(record.originalKafkaOffset());
            case KAFKA_TIME -> out.write(record.timestamp());
            case KEY -> {
                Row key = row.key();
                out.write(key == null ? null : json.reset().row(key).text());
            }
            case HEADERS -> out.write(record.headers().isEmpty() ? null : headers.of(record.headers()));
            case UNAVAILABLE -> out.write(unavailable.isEmpty() ? null : unavailable);
        }
    }
}
