// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds what arrived against what the database says. */
final class Comparison {
    private final Tables arrived;

    Comparison(Tables arrived) {
        this.arrived = arrived;
    }

    /**
     * What both disagree about: rows that are missing or too many, in words. Every operation counts, and every value of
     * every row.
     */
    List<String> differences(List<Change> changes) throws SQLException {
        Map<String, List<Change>> expected =
                changes.stream().collect(Collectors.groupingBy(Change::table, TreeMap::new, Collectors.toList()));
        List<String> tables = arrived.tables();
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, List<Change>> table : expected.entrySet()) {
            if (tables.contains(table.getKey())) {
                differences.addAll(differences(table.getKey(), witness(table.getValue())));
            } else {
                differences.add(table.getKey() + ": nothing arrived");
            }
        }
        return differences;
    }

    /** The columns of the row itself, with their types; those about the change begin with two underscores. */
    Map<String, String> columns(String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        for (List<String> column : arrived.query(
                        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + arrived.from(table) + ")")
                .rows()) {
            if (!column.get(0).startsWith("__")) {
                columns.put(column.get(0), column.get(1));
            }
        }
        return columns;
    }

    private List<String> differences(String table, String witness) throws SQLException {
        Map<String, String> columns = columns(table);
        List<String> differences = new ArrayList<>();
        for (List<String> row : arrived.query("SELECT DISTINCT unnest(json_keys(row_data)) FROM " + witness)
                .rows()) {
            if (!columns.containsKey(row.get(0))) {
                differences.add(table + ": no column " + row.get(0));
            }
        }
        String here = "SELECT __op, "
                + columns.keySet().stream().map(Comparison::name).collect(Collectors.joining(", ")) + " FROM "
                + arrived.from(table);
        String database = "SELECT op, "
                + columns.entrySet().stream()
                        .map(column -> "CAST(json_extract_string(row_data, " + text("$.\"" + column.getKey() + "\"")
                                + ") AS " + column.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + " FROM " + witness;
        describe(differences, table + ": missing ", arrived.query(database + " EXCEPT ALL " + here));
        describe(differences, table + ": too much ", arrived.query(here + " EXCEPT ALL " + database));
        return differences;
    }

    private static void describe(List<String> differences, String what, TextTable rows) {
        rows.rows().forEach(row -> differences.add(what + String.join(" | ", row)));
    }

    private static String witness(List<Change> changes) {
        return changes.stream()
                .map(change -> "(" + text(change.op()) + ", " + text(change.row()) + "::JSON)")
                .collect(Collectors.joining(", ", "(VALUES ", ") witness(op, row_data)"));
    }

    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }
}
