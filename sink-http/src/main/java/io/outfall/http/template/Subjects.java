// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.type.SemanticType;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Mustache sees: a change and the values in it. It takes the place of the engine's own reflection, so that names
 * reach nothing else.
 */
final class Subjects implements Mustache.Collector {
    private final LooseValues loose = new LooseValues();
    private final CellText text;

    Subjects(CellText text) {
        this.text = text;
    }

    /** What a section is repeated for: the elements of a list, else the value itself, unless it is none or false. */
    @Override
    public Iterator<?> toIterator(Object value) {
        if (!(value instanceof Cell cell) || isNothing(cell)) {
            return Collections.emptyIterator();
        }
        if (cell.type() instanceof SemanticType.ListOf list && cell.value() instanceof List<?> elements) {
            return elements.stream()
                    .map(element -> new Cell(list.element(), element))
                    .iterator();
        }
        return List.of(cell).iterator();
    }

    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
        if (context instanceof Subject) {
            Slot slot = slot(name);
            return slot == null
                    ? (subject, same) -> Template.NO_FETCHER_FOUND
                    : (subject, same) -> slot.read((Subject) subject);
        }
        return Subjects::part;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
        return new HashMap<>();
    }

    private @Nullable Slot slot(String name) {
        try {
            return new Slot(Placeholder.parse(name), loose, text);
        } catch (IllegalArgumentException noSuchName) {
            return null;
        }
    }

    private static boolean isNothing(Cell cell) {
        return cell.value() == null
                || cell.value().equals(false)
                || cell.value().equals("");
    }

    /** A column of a row, or a member of a struct. */
    private static Object part(Object context, String name) {
        if (!(context instanceof Cell cell)) {
            return Template.NO_FETCHER_FOUND;
        }
        if (cell.value() instanceof Row row) {
            Column column = row.layout().column(name);
            return column == null ? Template.NO_FETCHER_FOUND : new Cell(column.type(), column.value(row.data()));
        }
        if (cell.type() instanceof SemanticType.StructOf struct && cell.value() instanceof Object[] values) {
            for (int i = 0; i < values.length; i++) {
                if (struct.members().get(i).name().equals(name)) {
                    return new Cell(struct.members().get(i).type(), values[i]);
                }
            }
        }
        return Template.NO_FETCHER_FOUND;
    }
}
