// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.type.TypeUnion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schema of one file or of many, and how rows of several versions of their table go into it. */
public final class AvroSchema {
    /** What becomes of two versions of a column. */
    public static final TypeUnion UNION = new TypeUnion(SchemaText::alike, DecimalForm.MAX_DIGITS);

    // As many versions of a table as ever occur together; the bound keeps those that do not from staying here.
    private static final int REMEMBERED = 100;

    private final List<AvroColumn> columns;
    private final String text;
    private final IdentityHashMap<List<AvroColumn>, Optional<RowPlan>> plans = new IdentityHashMap<>();

    /**
     * The schema of a file.
     *
     * @param topic gives the record its name
     */
    public AvroSchema(String topic, List<AvroColumn> columns) {
        this.columns = columns.stream()
                .filter(column -> SchemaText.hasForm(column.type()))
                .toList();
        this.text = SchemaText.of(AvroNames.fullName(topic), this.columns);
    }

    /** The schema as the file says it, in JSON. */
    public String text() {
        return text;
    }

    /**
     * How rows of those columns go into the file; empty if they do not.
     *
     * @param row known by identity: the same list each time
     */
    public Optional<RowPlan> plan(List<AvroColumn> row) {
        Optional<RowPlan> known = plans.get(row);
        if (known == null) {
            if (plans.size() >= REMEMBERED) {
                plans.clear();
            }
            known = compile(row);
            plans.put(row, known);
        }
        return known;
    }

    private Optional<RowPlan> compile(List<AvroColumn> row) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
            if (SchemaText.hasForm(row.get(i).type())) {
                positions.put(row.get(i).name(), i);
            }
        }
        List<RowPlan.Field> fields = new ArrayList<>();
        for (AvroColumn column : columns) {
            Integer at = positions.remove(column.name());
            if (at == null) {
                fields.add(RowPlan.Field.NULL);
            } else {
                AvroColumn cell = row.get(at);
                if (!UNION.holds(column.type(), cell.type())) {
                    return Optional.empty();
                }
                fields.add(new RowPlan.Field(at, CellEncoders.of(column.type(), cell.type())));
            }
        }
        return positions.isEmpty() ? Optional.of(new RowPlan(fields)) : Optional.empty();
    }
}
