// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.ArrayList;
import java.util.List;

/** Short words for columns of tables. */
final class Tables {

    private Tables() {}

    static TableColumns table(TableColumn... columns) {
        return new TableColumns(List.of(columns));
    }

    static TableColumn nullable(String name, Kind kind) {
        return TableColumn.nullable(name, ColumnType.of(kind), "");
    }

    static TableColumn required(String name, Kind kind) {
        return new TableColumn(name, ColumnType.of(kind), Mode.REQUIRED, "");
    }

    static TableColumn repeated(String name, Kind kind) {
        return new TableColumn(name, ColumnType.of(kind), Mode.REPEATED, "");
    }

    static TableColumn struct(String name, TableColumn... members) {
        return TableColumn.nullable(name, ColumnType.ofMembers(List.of(members)), "");
    }

    static TableColumn structs(String name, TableColumn... members) {
        return new TableColumn(name, ColumnType.ofMembers(List.of(members)), Mode.REPEATED, "");
    }

    /** The columns as SQL has them. */
    static List<String> shown(TableColumns table) {
        List<String> shown = new ArrayList<>();
        for (TableColumn column : table.list()) {
            shown.add(column.name() + " " + column.sqlType() + (column.mode() == Mode.REQUIRED ? " NOT NULL" : ""));
        }
        return shown;
    }
}
