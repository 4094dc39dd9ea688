// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.naming.PathEncoding;
import io.outfall.naming.TableId;
import io.outfall.naming.TopicName;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes the readers of one router; those that look at the same time share the look. */
final class ValueReaders {
    private final SegmentEncoder encoder;
    private final ZoneId zone;
    private final Map<TimeOf, TimeReader> times = new HashMap<>();

    ValueReaders(SegmentEncoder encoder, ZoneId zone) {
        this.encoder = encoder;
        this.zone = zone;
    }

    ValueReader reader(Piece.PerRecord piece) {
        if (piece instanceof Piece.Topic) {
            return view -> encoder.encode(view.record().topic());
        }
        if (piece instanceof Piece.TopicPart part) {
            return view -> orAbsent(new TopicName(view.record().topic()).part(part.number()));
        }
        if (piece instanceof Piece.Source source) {
            return view ->
                    orAbsent(of(source, TableId.of(view.source(), view.record().topic())));
        }
        if (piece instanceof Piece.ColumnValue column) {
            ColumnCell cell = new ColumnCell(column.column());
            return view -> ColumnText.of(cell, view.row(), encoder);
        }
        if (piece instanceof Piece.HeaderValue header) {
            return view -> header(view.record(), header.header());
        }
        Piece.Time time = (Piece.Time) piece;
        TimeReader reader = times.computeIfAbsent(time.of(), TimeReader::new);
        TimeText text = new TimeText(time.pattern(), zone, encoder);
        return view -> text.of(reader.read(view));
    }

    private String orAbsent(@Nullable String text) {
        return text == null ? PathEncoding.ABSENT : encoder.encode(text);
    }

    private String header(SinkRecord record, String name) {
        // Most records have none, and asking for one would make the object that holds them.
        Headers headers = record.headers();
        Header header = headers.isEmpty() ? null : headers.lastWithName(name);
        if (header == null) {
            return PathEncoding.ABSENT;
        }
        Object value = header.value();
        if (value == null) {
            return PathEncoding.NULL;
        }
        return encoder.encode(value instanceof byte[] bytes ? utf8(bytes) : value.toString());
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static @Nullable String of(Piece.Source source, TableId table) {
        return switch (source) {
            case DATABASE -> table.database();
            case SCHEMA -> table.schema();
            case TABLE -> table.table();
        };
    }
}
