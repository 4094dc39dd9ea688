// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import io.outfall.event.SourceInfo;
import io.outfall.row.ChangeRow;
import io.outfall.type.Decoder;
import io.outfall.type.SemanticType;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table as an encoder sees them: updates on partition 3 of the topic {@code shop.orders}, from offset 40 on.
 */
final class Rows {
    static final String UNAVAILABLE = "__debezium_unavailable_value";
    static final Object ABSENT = CellReader.ABSENT;

    private final RowLayout layout;
    private long offset = 40;

    private Rows(RowLayout layout) {
        this.layout = layout;
    }

    /** A table of columns such as {@code of("id", new SemanticType.Int(32), "name", new SemanticType.Text())}. */
    static Rows of(Object... namesAndTypes) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(column((String) namesAndTypes[i], (SemanticType) namesAndTypes[i + 1], i / 2));
        }
        return new Rows(new RowLayout(columns));
    }

    private static Column column(String name, SemanticType type, int at) {
        return new Column(
                name,
                type,
                "source type",
                false,
                data -> ((Object[]) data)[at],
                Decoder.CANONICAL,
                UNAVAILABLE::equals);
    }

    RowLayout layout() {
        return layout;
    }

    /** The next row, its cells in canonical form. */
    ChangeRow row(@Nullable Object... cells) {
        SinkRecord record = new SinkRecord("shop.orders", 3, null, null, null, cells, offset++);
        return new ChangeRow(record, new Row(layout, cells), "u", null, SourceInfo.NONE);
    }
}
