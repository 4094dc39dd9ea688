// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Op;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.RowLayout;
import io.outfall.event.RowReader;
import io.outfall.event.SourceInfo;
import io.outfall.type.Decoder;
import io.outfall.type.SemanticType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Row changes as a router sees them, made part by part: topic {@code orders}, partition 3, offset 42 unless said. */
final class Events {
    private String topic = "orders";
    private @Nullable String originalTopic;
    private int partition = 3;
    private @Nullable Long kafkaMillis;
    private final Headers headers = new ConnectHeaders();
    private final Map<String, SemanticType> types = new LinkedHashMap<>();
    private final Map<String, Object> cells = new HashMap<>();
    private SourceInfo source = SourceInfo.NONE;

    static Events event() {
        return new Events();
    }

    Events topic(String name) {
        topic = name;
        return this;
    }

    Events renamedFrom(String name) {
        originalTopic = name;
        return this;
    }

    Events partition(int number) {
        partition = number;
        return this;
    }

    Events kafkaMillis(long millis) {
        kafkaMillis = millis;
        return this;
    }

    Events header(String name, @Nullable Object value) {
        headers.add(name, value, null);
        return this;
    }

    Events column(String name, SemanticType type, @Nullable Object value) {
        types.put(name, type);
        cells.put(name, value);
        return this;
    }

    Events text(String name, @Nullable Object value) {
        return column(name, new SemanticType.Text(), value);
    }

    Events source(SourceInfo info) {
        source = info;
        return this;
    }

    Events table(@Nullable String database, @Nullable String schema, @Nullable String table) {
        return source(new Table(database, schema, table, null));
    }

    Events sourceMicros(long micros) {
        return source(new Table(null, null, null, micros));
    }

    RowChange row() {
        String original = originalTopic == null ? topic : originalTopic;
        SinkRecord record = new SinkRecord(
                topic,
                partition,
                null,
                null,
                null,
                cells,
                42,
                kafkaMillis,
                kafkaMillis == null ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
                headers,
                original,
                partition,
                42);
        return new RowChange(record, Op.CREATE, new Reader(layout(), source));
    }

    private RowLayout layout() {
        return new RowLayout(types.entrySet().stream()
                .map(entry -> new Column(
                        entry.getKey(),
                        entry.getValue(),
                        entry.getValue().getClass().getSimpleName(),
                        false,
                        data -> ((Map<?, ?>) data).get(entry.getKey()),
                        Decoder.CANONICAL,
                        "__unavailable__"::equals))
                .toList());
    }

    static Object absent() {
        return CellReader.ABSENT;
    }

    private record Table(
            @Nullable String database,
            @Nullable String schema,
            @Nullable String table,
            @Nullable Long timestampMicros) implements SourceInfo {}

    private record Reader(RowLayout layout, SourceInfo source) implements RowReader {

        @Override
        public Row image(SinkRecord record, Op op) {
            return new Row(layout, record.value());
        }

        @Override
        public @Nullable Row before(SinkRecord record) {
            return null;
        }

        @Override
        public @Nullable Row after(SinkRecord record) {
            return image(record, Op.CREATE);
        }

        @Override
        public @Nullable Row key(SinkRecord record) {
            return null;
        }

        @Override
        public SourceInfo source(SinkRecord record) {
            return source;
        }
    }
}
