// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import io.outfall.event.SourceInfo;
import io.outfall.naming.TopicName;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataField;
import io.outfall.row.MetadataValues;
import io.outfall.type.SemanticType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a reference names. Owned by one task: it remembers the column of the last row's layout. */
@FunctionalInterface
interface CellSource {

    /**
     * What the change has there.
     *
     * @throws UnfitRowException if the row has no such column
     */
    Cell read(Subject subject) throws UnfitRowException;

    /**
     * The source of a placeholder.
     *
     * @param loose finds what has no column
     */
    static CellSource of(Placeholder placeholder, LooseValues loose) {
        Reference reference = placeholder.reference();
        if (reference instanceof Reference.Column column) {
            return new ColumnSource(column, placeholder);
        }
        if (reference instanceof Reference.Whole whole) {
            return subject -> {
                Row row = whole.part().of(subject);
                return row == null ? Cell.NULL : new Cell(Cell.NULL.type(), row);
            };
        }
        if (reference instanceof Reference.Metadata metadata) {
            return metadata(metadata.field());
        }
        if (reference instanceof Reference.TopicPart part) {
            return subject -> {
                String text = new TopicName(subject.record().topic()).part(part.number());
                return text == null ? Cell.ABSENT : Cell.text(text);
            };
        }
        if (reference instanceof Reference.HeaderValue header) {
            return subject -> loose.header(subject.record(), header.name());
        }
        if (reference instanceof Reference.IdempotencyKey) {
            return subject -> Cell.text(subject.idempotencyKey());
        }
        return source(((Reference.Source) reference).field(), loose);
    }

    private static CellSource metadata(MetadataField field) {
        MetadataValues values = new MetadataValues(List.of());
        SemanticType type = field.type();
        if (field == MetadataField.TOPIC) {
            // Not the one that was subscribed to: who renames a topic wants to see the new name.
            return subject -> Cell.text(subject.record().topic());
        }
        return subject -> new Cell(type, values.value(field, subject.change(), List.of()));
    }

    private static CellSource source(String field, LooseValues loose) {
        return subject -> {
            SourceInfo source = subject.change().source();
            String known = switch (field) {
                case "connector" -> source.connector();
                case "server", "name" -> source.server();
                case "database", "db" -> source.database();
                case "schema" -> source.schema();
                case "table" -> source.table();
                default -> null;
            };
            return known == null ? loose.source(subject.record(), field) : Cell.text(known);
        };
    }

    /** One column of one of the rows. */
    final class ColumnSource implements CellSource {
        private final Reference.Column reference;
        private final Placeholder placeholder;
        private @Nullable RowLayout lastLayout;
        private @Nullable Column lastColumn;

        private ColumnSource(Reference.Column reference, Placeholder placeholder) {
            this.reference = reference;
            this.placeholder = placeholder;
        }

        @Override
        public Cell read(Subject subject) throws UnfitRowException {
            Row row = reference.part().of(subject);
            if (row == null || row.layout().columns().isEmpty()) {
                return Cell.ABSENT;
            }
            Column column = column(row.layout());
            if (column == null) {
                return Cell.ABSENT;
            }
            Object raw = column.raw(row.data());
            if (raw == null) {
                return new Cell(column.type(), null);
            }
            if (raw == CellReader.ABSENT) {
                return Cell.ABSENT;
            }
            return column.isUnavailable(raw) ? Cell.UNAVAILABLE : new Cell(column.type(), column.decode(raw));
        }

        private @Nullable Column column(RowLayout layout) throws UnfitRowException {
            if (layout != lastLayout) {
                Column found = layout.column(reference.name());
                if (found == null && !placeholder.isOptional()) {
                    throw new UnfitRowException(
                            reference.name(),
                            "the template's " + placeholder + " names no column; there are "
                                    + layout.columns().stream()
                                            .map(Column::name)
                                            .collect(Collectors.joining(", ")));
                }
                lastLayout = layout;
                lastColumn = found;
            }
            return lastColumn;
        }
    }
}
