// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a record keeps what it says about a row. Metadata are named by their place in Debezium's envelope
 * ({@code source.lsn}); the readers take the {@link SinkRecord}.
 */
@FunctionalInterface
interface Metadata {

    /** Reads that piece of metadata of a record; always null where there is none. */
    CellReader reader(String path);

    /** Of records whose value is the envelope. */
    static Metadata ofEnvelope(Fields envelope) {
        return path -> {
            int dot = path.indexOf('.');
            if (dot < 0) {
                CellReader field = envelope.reader(path);
                return record -> field.read(value(record));
            }
            String block = path.substring(0, dot);
            CellReader outer = envelope.reader(block);
            CellReader inner = envelope.nested(block).reader(path.substring(dot + 1));
            return record -> {
                Object found = outer.read(value(record));
                return found == null ? null : inner.read(found);
            };
        };
    }

    /** Of records whose value is the row, with metadata among its fields or in the headers. */
    static Metadata ofRow(Fields row, FlattenedNames names) {
        Metadata headers = ofHeaders(names);
        return path -> {
            List<CellReader> fields = new ArrayList<>();
            for (String name : names.fields(path)) {
                if (row.mayHave(name)) {
                    fields.add(row.reader(name));
                }
            }
            CellReader header = headers.reader(path);
            return record -> {
                for (CellReader field : fields) {
                    Object found = field.read(value(record));
                    if (found != null) {
                        return found;
                    }
                }
                return header.read(record);
            };
        };
    }

    /** Of records that carry metadata in headers, if at all. */
    static Metadata ofHeaders(FlattenedNames names) {
        return path -> {
            List<String> headers = names.headers(path);
            return record -> header((SinkRecord) record, headers);
        };
    }

    private static Object value(Object record) {
        return ((SinkRecord) record).value();
    }

    private static @Nullable Object header(SinkRecord record, List<String> names) {
        if (record.headers().isEmpty()) {
            return null;
        }
        for (String name : names) {
            Header header = record.headers().lastWithName(name);
            if (header != null) {
                return header.value();
            }
        }
        return null;
    }
}
