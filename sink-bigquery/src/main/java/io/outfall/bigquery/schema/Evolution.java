// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import io.outfall.type.SemanticType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the least change of a table that makes room for rows. A column that takes the values as it is stays as it is,
 * whatever a new one would be. New columns are NULLABLE or REPEATED and come last. A column loses its REQUIRED where
 * rows do not have it. A type is widened where BigQuery can do that and every value remains what it is, or becomes what
 * the source has made of it; members of STRUCTs and elements of ARRAYs are not widened.
 */
public final class Evolution {
    private final List<ColumnChange> changes = new ArrayList<>();
    private final List<ColumnConflict> conflicts = new ArrayList<>();

    private final boolean part;

    private Evolution(boolean part) {
        this.part = part;
    }

    /** What has to happen to the table before rows of that schema go in. */
    public static SchemaChange of(TableColumns table, RowSchema row) {
        Evolution evolution = new Evolution(row.isPart());
        List<TableColumn> columns = evolution.merged("", table.list(), row.columns(), -1);
        if (!evolution.conflicts.isEmpty()) {
            return new SchemaChange.Conflict(evolution.conflicts);
        }
        return evolution.changes.isEmpty()
                ? new SchemaChange.None()
                : new SchemaChange.Update(new TableColumns(columns), evolution.changes);
    }

    /** The change after which these columns need not have a value. */
    public static SchemaChange relaxing(TableColumns table, Set<String> names) {
        Set<String> folded = new HashSet<>();
        names.forEach(name -> folded.add(TableColumns.folded(name)));
        List<ColumnChange> changes = new ArrayList<>();
        List<TableColumn> columns = new ArrayList<>();
        for (TableColumn column : table.list()) {
            boolean relaxed = column.mode() == Mode.REQUIRED && folded.contains(TableColumns.folded(column.name()));
            columns.add(relaxed ? column.relaxed() : column);
            if (relaxed) {
                changes.add(new ColumnChange.Relaxed(column.name()));
            }
        }
        return changes.isEmpty()
                ? new SchemaChange.None()
                : new SchemaChange.Update(new TableColumns(columns), changes);
    }

    /**
     * The columns that the table, or one of its STRUCTs, has to have.
     *
     * @param parents the names of the STRUCTs, each with a dot behind it
     * @param position of the row's column that the STRUCT is, or below 0 at the top
     */
    private List<TableColumn> merged(String parents, List<TableColumn> table, List<RowColumn> row, int position) {
        Map<String, RowColumn> needed = new HashMap<>();
        row.forEach(column -> needed.put(TableColumns.folded(column.column().name()), column));
        List<TableColumn> columns = new ArrayList<>();
        for (TableColumn column : table) {
            RowColumn cell = needed.remove(TableColumns.folded(column.name()));
            columns.add(
                    cell == null
                            ? absent(parents, column)
                            : merged(parents + column.name(), column, cell, position < 0 ? cell.position() : position));
        }
        for (RowColumn column : row) {
            if (needed.containsKey(TableColumns.folded(column.column().name()))) {
                columns.add(column.column());
                changes.add(new ColumnChange.Added(parents + column.column().name(), column.column()));
            }
        }
        return columns;
    }

    private TableColumn absent(String parents, TableColumn column) {
        if (column.mode() != Mode.REQUIRED || part) {
            return column;
        }
        changes.add(new ColumnChange.Relaxed(parents + column.name()));
        return column.relaxed();
    }

    private TableColumn merged(String path, TableColumn column, RowColumn row, int position) {
        if (column.type().kind() == Kind.STRUCT && isStruct(row.type(), column.mode())) {
            return column.withType(
                    ColumnType.ofMembers(merged(path + ".", column.type().members(), row.members(), position)));
        }
        Fit fit = Fits.of(row, column);
        if (fit == Fit.ALL) {
            return column;
        }
        ColumnType wanted = row.column().type();
        boolean single = column.mode() != Mode.REPEATED && row.column().mode() != Mode.REPEATED && !path.contains(".");
        // Of decimals without limits nobody knows whether they need more than the column has.
        boolean unknown = fit == Fit.SOME && row.type() instanceof SemanticType.VariableDecimal;
        if (single && !unknown && isWider(wanted, column.type())) {
            changes.add(new ColumnChange.Widened(path, column.type(), wanted));
            return column.withType(wanted);
        }
        if (fit == Fit.NONE) {
            conflicts.add(new ColumnConflict(
                    position, path, column.sqlType(), row.column().sqlType()));
        }
        return column;
    }

    private static boolean isStruct(SemanticType type, Mode mode) {
        if (mode == Mode.REPEATED) {
            return type instanceof SemanticType.MapOf
                    || (type instanceof SemanticType.ListOf list && isStruct(list.element(), Mode.NULLABLE));
        }
        return type instanceof SemanticType.StructOf || type instanceof SemanticType.Geometry;
    }

    /** What {@code ALTER COLUMN … SET DATA TYPE} allows, as far as rows ever ask for it. */
    private static boolean isWider(ColumnType wide, ColumnType narrow) {
        boolean decimal = wide.kind() == Kind.NUMERIC || wide.kind() == Kind.BIGNUMERIC;
        return switch (narrow.kind()) {
            case INT64 ->
                wide.kind() == Kind.FLOAT64 || (decimal && Digits.ofIntegers().fit(wide));
            case NUMERIC ->
                wide.kind() == Kind.FLOAT64 || (decimal && Digits.of(narrow).fit(wide));
            case BIGNUMERIC ->
                wide.kind() == Kind.BIGNUMERIC && Digits.of(narrow).fit(wide);
            default -> false;
        };
    }
}
