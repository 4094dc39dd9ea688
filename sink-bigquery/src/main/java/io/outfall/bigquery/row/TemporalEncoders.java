// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.Nanoseconds;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * Chooses how dates and times go into columns of them.
 *
 * @param nanoseconds what becomes of digits beyond microseconds
 */
record TemporalEncoders(Nanoseconds nanoseconds) {

    CellEncoder of(Field field, SemanticType type, Kind kind) {
        LongUnaryOperator form = form(type, kind);
        return switch (kind) {
            case DATE ->
                (value, out) -> {
                    out.date(field, form.applyAsLong(((Number) value).longValue()));
                    return true;
                };
            case TIME ->
                (value, out) -> {
                    out.time(field, form.applyAsLong(((Number) value).longValue()));
                    return true;
                };
            case DATETIME ->
                (value, out) -> {
                    out.dateTime(field, form.applyAsLong(((Number) value).longValue()));
                    return true;
                };
            default ->
                (value, out) -> {
                    out.timestamp(field, form.applyAsLong(((Number) value).longValue()));
                    return true;
                };
        };
    }

    /** From the unit of the type to that of the column, in its range. */
    private LongUnaryOperator form(SemanticType type, Kind kind) {
        if (kind == Kind.DATE) {
            return CivilTime::day;
        }
        if (type instanceof SemanticType.Date) {
            return day -> CivilTime.day(day) * CivilTime.MICROS_PER_DAY;
        }
        if (type instanceof SemanticType.Time time) {
            TimeUnit unit = time.unit();
            return value -> CivilTime.microsOfDay(value, unit, nanoseconds);
        }
        TimeUnit unit = type instanceof SemanticType.Instant instant
                ? instant.unit()
                : ((SemanticType.LocalTimestamp) type).unit();
        return value -> CivilTime.micros(value, unit, nanoseconds);
    }
}
