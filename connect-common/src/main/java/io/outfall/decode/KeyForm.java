// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** How the keys of records that are alike are read. Equal key schemas have the same form. */
sealed interface KeyForm {

    /** The names of the key columns. */
    List<String> names();

    /** The key columns and their cells; null where the record by itself has no key. */
    @Nullable
    Row row(SinkRecord record);

    /** No key. */
    record None() implements KeyForm {
        static final None INSTANCE = new None();

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public @Nullable Row row(SinkRecord record) {
            return null;
        }
    }

    /** Columns of the row itself. */
    record InRow(List<String> names) implements KeyForm {

        @Override
        public @Nullable Row row(SinkRecord record) {
            return null;
        }
    }

    /** An object of its own: the record key, or a header. */
    final class Apart implements KeyForm {
        private final List<ColumnSpec> specs;
        private final RowLayout layout;
        private final List<String> names;
        private final Function<SinkRecord, @Nullable Object> object;

        /**
         * @param specs the key columns
         * @param object finds the object that holds their cells
         */
        Apart(List<ColumnSpec> specs, Function<SinkRecord, @Nullable Object> object) {
            this.specs = specs;
            this.layout = new RowLayout(
                    specs.stream().map(spec -> spec.column(true, spec.cell())).toList());
            this.names = specs.stream().map(ColumnSpec::name).toList();
            this.object = object;
        }

        List<ColumnSpec> specs() {
            return specs;
        }

        @Override
        public List<String> names() {
            return names;
        }

        @Override
        public @Nullable Row row(SinkRecord record) {
            Object found = object.apply(record);
            return found == null ? null : new Row(layout, found);
        }

        /** Takes the cell of one key column out of a record. */
        CellReader inRecord(String column) {
            CellReader cell = specs.get(names.indexOf(column)).cell();
            return record -> {
                Object found = object.apply((SinkRecord) record);
                return found == null ? CellReader.ABSENT : cell.read(found);
            };
        }
    }
}
