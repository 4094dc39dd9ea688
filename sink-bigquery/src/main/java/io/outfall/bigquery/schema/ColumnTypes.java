// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import io.outfall.type.SemanticType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one place that knows which column a semantic type becomes in a table that has no such column yet. What BigQuery
 * has no type for becomes JSON where it has parts, and text where it has none.
 */
public final class ColumnTypes {
    private static final SemanticType BINARY = new SemanticType.Binary();
    private static final SemanticType INTEGER = new SemanticType.Int(32);

    private final TypeOptions options;
    private final ColumnNames names;

    public ColumnTypes(TypeOptions options) {
        this.options = options;
        this.names = new ColumnNames(options.names());
    }

    /** How the columns are called. */
    public ColumnNames names() {
        return names;
    }

    /** What becomes of what. */
    public TypeOptions options() {
        return options;
    }

    /**
     * The column for a type; empty as long as nothing is known of it.
     *
     * @param position where its value is
     * @param name its name in the source
     * @param description for people
     */
    public Optional<RowColumn> column(int position, String name, SemanticType type, String description) {
        String legal = names.of(name);
        if (type instanceof SemanticType.ListOf list) {
            return list(position, legal, list, description);
        }
        if (type instanceof SemanticType.MapOf map) {
            return map(position, legal, map, description);
        }
        if (type instanceof SemanticType.StructOf struct) {
            return members(position, legal, struct, description);
        }
        if (type instanceof SemanticType.Geometry geometry) {
            return Optional.of(shape(position, legal, geometry, description));
        }
        if (type instanceof SemanticType.Unknown) {
            return Optional.empty();
        }
        return Optional.of(one(position, legal, leaf(type), type, description));
    }

    private ColumnType leaf(SemanticType type) {
        if (type instanceof SemanticType.Decimal decimal) {
            return decimal(decimal);
        }
        if (type instanceof SemanticType.VariableDecimal) {
            return ColumnType.of(Kind.valueOf(options.variableDecimals().name()));
        }
        return ColumnType.of(kind(type));
    }

    private Kind kind(SemanticType type) {
        if (type instanceof SemanticType.Bool) {
            return Kind.BOOL;
        }
        if (type instanceof SemanticType.Int) {
            return Kind.INT64;
        }
        if (type instanceof SemanticType.Real) {
            return Kind.FLOAT64;
        }
        if (type instanceof SemanticType.Json) {
            return options.documents() == Documents.JSON ? Kind.JSON : Kind.STRING;
        }
        if (type instanceof SemanticType.Binary) {
            return Kind.BYTES;
        }
        if (type instanceof SemanticType.Text
                || type instanceof SemanticType.Uuid
                || type instanceof SemanticType.Enumeration
                || type instanceof SemanticType.Bits
                || type instanceof SemanticType.ZonedTime) {
            return Kind.STRING;
        }
        return temporal(type);
    }

    private Kind temporal(SemanticType type) {
        if (type instanceof SemanticType.Date) {
            return Kind.DATE;
        }
        if (type instanceof SemanticType.Time) {
            return Kind.TIME;
        }
        if (type instanceof SemanticType.LocalTimestamp) {
            return options.localTimestamps() == LocalTimestamps.DATETIME ? Kind.DATETIME : Kind.TIMESTAMP;
        }
        if (type instanceof SemanticType.Instant) {
            return Kind.TIMESTAMP;
        }
        if (type instanceof SemanticType.Duration) {
            return options.durations() == Durations.INT64 ? Kind.INT64 : Kind.INTERVAL;
        }
        if (type instanceof SemanticType.Interval) {
            return options.intervals() == Intervals.INTERVAL ? Kind.INTERVAL : Kind.STRING;
        }
        throw new IllegalArgumentException("no column for " + type);
    }

    private ColumnType decimal(SemanticType.Decimal type) {
        Digits digits = Digits.of(type);
        for (Kind kind : List.of(Kind.NUMERIC, Kind.BIGNUMERIC)) {
            ColumnType any = ColumnType.of(kind);
            if (digits.fit(any)) {
                int precision = Math.max(digits.whole() + digits.scale(), 1);
                return options.declareDigits() ? ColumnType.ofDigits(kind, precision, digits.scale()) : any;
            }
        }
        return ColumnType.of(Kind.STRING);
    }

    /** An ARRAY holds neither nulls nor ARRAYs. */
    private Optional<RowColumn> list(int position, String name, SemanticType.ListOf list, String description) {
        Optional<RowColumn> element = column(position, name, list.element(), description);
        if (element.isEmpty()) {
            return element;
        }
        TableColumn column = element.get().column();
        if (column.mode() == Mode.REPEATED || options.nullElements() == NullElements.JSON) {
            column = TableColumn.nullable(name, ColumnType.of(Kind.JSON), description);
        } else {
            column = new TableColumn(name, column.type(), Mode.REPEATED, description);
        }
        return Optional.of(new RowColumn(position, column, list, element.get().members()));
    }

    private Optional<RowColumn> map(int position, String name, SemanticType.MapOf map, String description) {
        Optional<RowColumn> key = column(0, "key", map.key(), "");
        Optional<RowColumn> value = column(1, "value", map.value(), "");
        if (key.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        List<RowColumn> members = List.of(key.get(), value.get());
        TableColumn column = options.maps() == Maps.JSON
                ? TableColumn.nullable(name, ColumnType.of(Kind.JSON), description)
                : new TableColumn(name, struct(members), Mode.REPEATED, description);
        return Optional.of(new RowColumn(position, column, map, members));
    }

    private Optional<RowColumn> members(int position, String name, SemanticType.StructOf struct, String description) {
        List<RowColumn> members = new ArrayList<>();
        for (int i = 0; i < struct.members().size(); i++) {
            SemanticType.Member member = struct.members().get(i);
            column(i, member.name(), member.type(), "").ifPresent(members::add);
        }
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(new RowColumn(
                        position, TableColumn.nullable(name, struct(members), description), struct, members));
    }

    private RowColumn shape(int position, String name, SemanticType.Geometry type, String description) {
        List<RowColumn> members = List.of(
                one(0, "wkb", ColumnType.of(Kind.BYTES), BINARY, ""),
                one(1, "srid", ColumnType.of(Kind.INT64), INTEGER, ""));
        ColumnType column = switch (options.shapes()) {
            case AUTO -> type.geographic() ? ColumnType.of(Kind.GEOGRAPHY) : struct(members);
            case GEOGRAPHY -> ColumnType.of(Kind.GEOGRAPHY);
            case STRUCT -> struct(members);
            case WKT -> ColumnType.of(Kind.STRING);
        };
        return new RowColumn(position, TableColumn.nullable(name, column, description), type, members);
    }

    private static ColumnType struct(List<RowColumn> members) {
        return ColumnType.ofMembers(members.stream().map(RowColumn::column).toList());
    }

    private static RowColumn one(int position, String name, ColumnType column, SemanticType type, String description) {
        return new RowColumn(position, TableColumn.nullable(name, column, description), type, List.of());
    }
}
