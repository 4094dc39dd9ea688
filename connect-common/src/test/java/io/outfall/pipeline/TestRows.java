// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import io.outfall.event.Column;
import io.outfall.event.Op;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import io.outfall.event.RowReader;
import io.outfall.event.SourceInfo;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Rows of one text column, which is the record key; the key "unreadable" cannot be decoded. */
final class TestRows {
    static final RowReader READER = new RowReader() {
        @Override
        public Row image(SinkRecord record, Op op) {
            return TestRows.key(record);
        }

        @Override
        public @Nullable Row before(SinkRecord record) {
            return null;
        }

        @Override
        public @Nullable Row after(SinkRecord record) {
            return null;
        }

        @Override
        public Row key(SinkRecord record) {
            return TestRows.key(record);
        }

        @Override
        public SourceInfo source(SinkRecord record) {
            return SourceInfo.NONE;
        }
    };

    private static final RowLayout LAYOUT = new RowLayout(List.of(new Column(
            "id", new SemanticType.Text(), "string", true, data -> ((SinkRecord) data).key(), TestRows::text, null)));

    private TestRows() {}

    private static Object text(Object raw) {
        if (raw.equals("unreadable")) {
            throw new UnfitValueException("the date is infinite");
        }
        return raw;
    }

    static Row key(SinkRecord record) {
        return new Row(LAYOUT, record);
    }
}
