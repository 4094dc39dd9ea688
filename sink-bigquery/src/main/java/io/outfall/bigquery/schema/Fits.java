// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import io.outfall.type.SemanticType;
import java.util.List;

/**
 * Which values go into which columns of a table that somebody made, or that was made for rows of another time. A value
 * is never changed: text and JSON take the form that all sinks write, a timestamp without a zone is one of UTC where
 * the column has the other kind, and a day is its midnight in a DATETIME.
 */
public final class Fits {

    private Fits() {}

    /** How many of the row's values the table's column takes. */
    public static Fit of(RowColumn row, TableColumn table) {
        SemanticType type = row.type();
        if (table.mode() != Mode.REPEATED) {
            return one(type, row.members(), table.type());
        }
        if (type instanceof SemanticType.ListOf list) {
            return one(list.element(), row.members(), table.type());
        }
        return type instanceof SemanticType.MapOf && table.type().kind() == Kind.STRUCT
                ? members(row.members(), table.type())
                : Fit.NONE;
    }

    private static Fit one(SemanticType type, List<RowColumn> members, ColumnType column) {
        if (type instanceof SemanticType.Unknown) {
            return Fit.ALL;
        }
        return switch (column.kind()) {
            case STRING -> limited(column);
            case BYTES -> type instanceof SemanticType.Binary ? limited(column) : Fit.NONE;
            case JSON -> Fit.ALL;
            case INT64 -> all(type instanceof SemanticType.Int || type instanceof SemanticType.Duration);
            case FLOAT64 -> real(type);
            case BOOL -> all(type instanceof SemanticType.Bool);
            case NUMERIC, BIGNUMERIC -> number(type, column);
            case GEOGRAPHY -> some(type instanceof SemanticType.Geometry);
            case INTERVAL -> some(type instanceof SemanticType.Interval || type instanceof SemanticType.Duration);
            case STRUCT ->
                type instanceof SemanticType.StructOf || type instanceof SemanticType.Geometry
                        ? members(members, column)
                        : Fit.NONE;
            case DATE, TIME, DATETIME, TIMESTAMP -> all(isTemporal(type, column.kind()));
            case OTHER -> Fit.NONE;
        };
    }

    private static boolean isTemporal(SemanticType type, Kind kind) {
        return switch (kind) {
            case DATE -> type instanceof SemanticType.Date;
            case TIME -> type instanceof SemanticType.Time;
            case DATETIME -> isTimestamp(type) || type instanceof SemanticType.Date;
            default -> isTimestamp(type);
        };
    }

    private static boolean isTimestamp(SemanticType type) {
        return type instanceof SemanticType.LocalTimestamp || type instanceof SemanticType.Instant;
    }

    private static Fit real(SemanticType type) {
        if (type instanceof SemanticType.Int integer) {
            // 53 bits are exact.
            return integer.bits() <= Integer.SIZE ? Fit.ALL : Fit.SOME;
        }
        return all(type instanceof SemanticType.Real);
    }

    private static Fit number(SemanticType type, ColumnType column) {
        if (type instanceof SemanticType.VariableDecimal) {
            return Fit.SOME;
        }
        if (type instanceof SemanticType.Int) {
            return Digits.ofIntegers().fit(column) ? Fit.ALL : Fit.SOME;
        }
        if (type instanceof SemanticType.Decimal decimal) {
            return Digits.of(decimal).fit(column) ? Fit.ALL : Fit.SOME;
        }
        return Fit.NONE;
    }

    private static Fit members(List<RowColumn> row, ColumnType struct) {
        TableColumns table = new TableColumns(struct.members());
        Fit fit = Fit.ALL;
        for (RowColumn member : row) {
            TableColumn column = table.column(member.column().name());
            fit = fit.and(column == null ? Fit.NONE : of(member, column));
        }
        for (TableColumn column : table.list()) {
            boolean missing = column.mode() == Mode.REQUIRED
                    && row.stream()
                            .noneMatch(member -> TableColumns.folded(
                                            member.column().name())
                                    .equals(TableColumns.folded(column.name())));
            fit = missing ? Fit.NONE : fit;
        }
        return fit;
    }

    private static Fit limited(ColumnType column) {
        return column.maxLength() > 0 ? Fit.SOME : Fit.ALL;
    }

    private static Fit all(boolean fits) {
        return fits ? Fit.ALL : Fit.NONE;
    }

    private static Fit some(boolean fits) {
        return fits ? Fit.SOME : Fit.NONE;
    }
}
