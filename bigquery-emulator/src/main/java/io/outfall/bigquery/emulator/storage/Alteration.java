// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.ColumnType;
import io.outfall.bigquery.emulator.schema.Columns;
import java.util.ArrayList;
import java.util.List;

/** The statements that turn a table of DuckDB into one with other columns. */
final class Alteration {

    private Alteration() {}

    static List<String> statements(TableName table, Columns before, Columns after) {
        List<String> statements = new ArrayList<>();
        String alter = "ALTER TABLE " + table.quoted() + " ";
        for (Column column : after.all()) {
            Column old = before.find(column.name());
            if (old == null) {
                statements.add(
                        alter + "ADD COLUMN " + column.duckDeclaration() + (column.repeated() ? " DEFAULT []" : ""));
            } else if (old.type() != column.type() || !old.duckType().equals(column.duckType())) {
                statements.add(alter + "ALTER COLUMN \"" + column.name() + "\" SET DATA TYPE " + column.duckType()
                        + " USING " + converted(old, column));
            }
        }
        return statements;
    }

    private static String converted(Column old, Column now) {
        String value = '"' + now.name() + '"';
        if (old.type() == ColumnType.NUMERIC && now.type() == ColumnType.BIGNUMERIC) {
            return "rtrim(rtrim(CAST(" + value + " AS VARCHAR), '0'), '.')";
        }
        return "CAST(" + value + " AS " + now.duckType() + ")";
    }
}
