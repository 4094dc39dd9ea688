// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Finds how the key of a record is read, by the configured {@link KeySource}. */
final class Keys {
    private final Function<SinkRecord, KeyForm> find;

    Keys(KeySource source, Columns columns) {
        if (source instanceof KeySource.RecordKey key) {
            ApartKeys apart = new ApartKeys(SinkRecord::key, key.column(), columns);
            this.find = record -> apart.of(record.keySchema(), record.key());
        } else if (source instanceof KeySource.Header header) {
            this.find = inHeader(header, columns);
        } else {
            KeyForm constant = source instanceof KeySource.RowColumns row
                    ? new KeyForm.InRow(row.columns())
                    : KeyForm.None.INSTANCE;
            this.find = record -> constant;
        }
    }

    /** How the key of this record is read. */
    KeyForm of(SinkRecord record) {
        return find.apply(record);
    }

    private static Function<SinkRecord, KeyForm> inHeader(KeySource.Header source, Columns columns) {
        ApartKeys apart = new ApartKeys(
                record -> {
                    Header header = record.headers().lastWithName(source.name());
                    return header == null ? null : header.value();
                },
                Optional.of(source.column()),
                columns);
        return record -> {
            Header header = record.headers().lastWithName(source.name());
            return header == null ? KeyForm.None.INSTANCE : apart.of(header.schema(), header.value());
        };
    }
}
