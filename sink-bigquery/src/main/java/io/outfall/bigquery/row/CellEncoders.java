// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.ColumnType;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.RowColumn;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitPolicy;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses how the values of a row's column go into the table's, which {@linkplain io.outfall.bigquery.schema.Fits
 * takes} some of them at least.
 */
final class CellEncoders {
    private final TypeOptions options;
    private final UnfitPolicy decimals;

    /** @param decimals what becomes of a number with more digits than its column holds */
    CellEncoders(TypeOptions options, UnfitPolicy decimals) {
        this.options = options;
        this.decimals = decimals;
    }

    /** The encoder of a column, or of a member of a STRUCT, that has this number in its table or STRUCT. */
    CellEncoder of(int number, RowColumn row, TableColumn table) {
        Field field = Field.of(number, table);
        ColumnType column = table.type();
        if (table.mode() != Mode.REPEATED) {
            return one(field, row.type(), row.members(), column);
        }
        if (row.type() instanceof SemanticType.ListOf list) {
            CellEncoder element = one(field, list.element(), row.members(), column);
            return Nesting.list(field, element, nullElement(field, column.kind()));
        }
        return Nesting.pairs(field, parts(row.members(), column));
    }

    private CellEncoder nullElement(Field field, Kind kind) {
        // JSON has a null of its own.
        return kind == Kind.JSON
                ? TextEncoders.json(field, new SemanticType.Json())
                : Nesting.nullElement(options.nullElements());
    }

    private CellEncoder one(Field field, SemanticType type, List<RowColumn> members, ColumnType column) {
        return switch (column.kind()) {
            case STRING -> TextEncoders.string(field, type, column.maxLength());
            case JSON -> TextEncoders.json(field, type);
            case BYTES -> bytes(field, column.maxLength());
            case INT64 -> integer(field);
            case FLOAT64 -> real(field, type);
            case BOOL -> bool(field);
            case NUMERIC, BIGNUMERIC -> number(field, column);
            case GEOGRAPHY -> geography(field, (SemanticType.Geometry) type);
            case INTERVAL -> interval(field, type);
            case STRUCT ->
                type instanceof SemanticType.Geometry
                        ? Nesting.shape(field, parts(members, column))
                        : Nesting.struct(field, parts(members, column));
            case DATE, TIME, DATETIME, TIMESTAMP ->
                new TemporalEncoders(options.nanoseconds()).of(field, type, column.kind());
            case OTHER -> throw new IllegalArgumentException("nothing is written into the column " + field.name());
        };
    }

    private List<Nesting.Part> parts(List<RowColumn> members, ColumnType struct) {
        TableColumns table = new TableColumns(struct.members());
        List<Nesting.Part> parts = new ArrayList<>();
        for (RowColumn member : members) {
            TableColumn column = table.column(member.column().name());
            if (column == null) {
                throw new IllegalArgumentException(
                        "the STRUCT has no " + member.column().name());
            }
            int number = table.list().indexOf(column) + 1;
            boolean required = column.mode() == Mode.REQUIRED;
            parts.add(new Nesting.Part(member.position(), column.name(), required, of(number, member, column)));
        }
        return parts;
    }

    private static CellEncoder integer(Field field) {
        return (value, out) -> {
            out.integer(field, ((Number) value).longValue());
            return true;
        };
    }

    private static CellEncoder bool(Field field) {
        return (value, out) -> {
            out.bool(field, (Boolean) value);
            return true;
        };
    }

    private static CellEncoder real(Field field, SemanticType type) {
        if (type instanceof SemanticType.Real) {
            return (value, out) -> {
                out.real(field, ((Number) value).doubleValue());
                return true;
            };
        }
        return (value, out) -> {
            long number = ((Number) value).longValue();
            if (new BigDecimal((double) number).compareTo(BigDecimal.valueOf(number)) != 0) {
                throw new UnfitValueException("the number has more digits than a FLOAT64 holds");
            }
            out.real(field, (double) number);
            return true;
        };
    }

    private CellEncoder number(Field field, ColumnType column) {
        DecimalFit fit = new DecimalFit(column, decimals);
        return (value, out) -> {
            BigDecimal decimal =
                    value instanceof BigDecimal exact ? exact : BigDecimal.valueOf(((Number) value).longValue());
            BigInteger unscaled = fit.unscaled(decimal);
            if (unscaled == null) {
                return false;
            }
            out.number(field, unscaled, fit.scale());
            return true;
        };
    }

    private static CellEncoder bytes(Field field, long maxLength) {
        return (value, out) -> {
            int length = value instanceof byte[] array ? array.length : ((ByteBuffer) value).remaining();
            if (maxLength > 0 && length > maxLength) {
                throw new UnfitValueException("the value has more than " + maxLength + " bytes");
            }
            out.bytes(field, value);
            return true;
        };
    }

    private static CellEncoder geography(Field field, SemanticType.Geometry type) {
        boolean geographic = type.geographic();
        return (value, out) -> {
            out.text(field, WellKnownText.ofGeography((GeometryValue) value, geographic));
            return true;
        };
    }

    private CellEncoder interval(Field field, SemanticType type) {
        return (value, out) -> {
            IntervalText interval = type instanceof SemanticType.Duration duration
                    ? IntervalText.of(((Number) value).longValue(), duration.unit(), options.nanoseconds())
                    : IntervalText.ofIso((String) value, options.nanoseconds());
            out.text(field, interval.toString());
            return true;
        };
    }
}
