// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.event.Snapshot;
import io.outfall.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What the metadata columns of a row hold. One per task; the task thread owns it. */
public final class MetadataValues {
    private final List<MetadataColumn> columns;
    private final JsonWriter json = new JsonWriter();
    private final HeaderText headers = new HeaderText();

    public MetadataValues(List<MetadataColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /** The columns, in their order in the target. */
    public List<MetadataColumn> columns() {
        return columns;
    }

    /**
     * The value of one column.
     *
     * @param row the row
     * @param unavailable the names of its columns that the source did not repeat
     * @return the canonical value of {@link MetadataField#type()}, or null
     */
    public @Nullable Object value(MetadataField field, ChangeRow row, List<String> unavailable) {
        SinkRecord record = row.record();
        return switch (field) {
            case OP -> row.op();
            case DELETED -> row.isDelete();
            case SOURCE_TIME -> row.source().timestampMicros();
            case SOURCE_POSITION -> position(row.source().position());
            case TRANSACTION -> row.source().transactionId();
            case SNAPSHOT -> snapshot(row.source().snapshot());
            case TOPIC -> record.originalTopic();
            case PARTITION -> record.originalKafkaPartition();
            case OFFSET -> record.originalKafkaOffset();
            case KAFKA_TIME -> record.timestamp();
            case KEY -> key(row.key());
            case HEADERS -> record.headers().isEmpty() ? null : headers.of(record.headers());
            case UNAVAILABLE -> unavailable.isEmpty() ? null : unavailable;
        };
    }

    private @Nullable String key(@Nullable Row key) {
        return key == null ? null : json.reset().row(key).text();
    }

    private static @Nullable String position(Position position) {
        return position.isNone() ? null : position.toString();
    }

    private static @Nullable String snapshot(Snapshot snapshot) {
        return snapshot == Snapshot.NONE ? null : snapshot.name().toLowerCase(Locale.ROOT);
    }
}
