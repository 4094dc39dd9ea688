// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a query as text.
 *
 * @param columns names of the columns
 * @param rows as many cells each; a NULL is the word
 */
record TextTable(List<String> columns, List<List<String>> rows) {

    static TextTable of(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
            columns.add(meta.getColumnName(column));
        }
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                row.add(String.valueOf(result.getObject(column)));
            }
            rows.add(row);
        }
        return new TextTable(columns, rows);
    }

    /** The lines of the table with a heading, each column as wide as its widest cell. */
    List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        all.addAll(rows);
        return all.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = columns.get(column).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }
}
