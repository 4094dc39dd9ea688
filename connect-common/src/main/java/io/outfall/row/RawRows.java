// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Column;
import io.outfall.event.Op;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.RowLayout;
import io.outfall.event.RowReader;
import io.outfall.event.SourceInfo;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records as rows of two columns, {@code key} and {@code value}, whatever they mean; a tombstone's value is null. */
public final class RawRows {
    private static final RowLayout LAYOUT = new RowLayout(List.of(
            new Column(
                    "key",
                    new SemanticType.Binary(),
                    "bytes",
                    false,
                    record -> ((SinkRecord) record).key(),
                    RawRows::bytes,
                    null),
            new Column(
                    "value",
                    new SemanticType.Binary(),
                    "bytes",
                    false,
                    record -> ((SinkRecord) record).value(),
                    RawRows::bytes,
                    null)));

    private static final RowReader READER = new RowReader() {
        @Override
        public Row image(SinkRecord record, Op op) {
            return new Row(LAYOUT, record);
        }

        @Override
        public @Nullable Row before(SinkRecord record) {
            return null;
        }

        @Override
        public Row after(SinkRecord record) {
            return new Row(LAYOUT, record);
        }

        @Override
        public @Nullable Row key(SinkRecord record) {
            return null;
        }

        @Override
        public SourceInfo source(SinkRecord record) {
            return SourceInfo.NONE;
        }
    };

    private RawRows() {}

    /** The record as a plain row of its bytes. */
    public static ChangeEvent of(SinkRecord record) {
        return new RowChange(record, Op.PLAIN, READER);
    }

    private static Object bytes(Object raw) {
        if (raw instanceof byte[] || raw instanceof ByteBuffer) {
            return raw;
        }
        if (raw instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new UnfitValueException("a raw row takes bytes or text, and the converter made "
                + raw.getClass().getSimpleName() + " of it; use ByteArrayConverter or StringConverter");
    }
}
