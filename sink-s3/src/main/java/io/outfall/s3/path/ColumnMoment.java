// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import io.outfall.type.UnfitValueException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column's value as a time. Dates and timestamps are what they mean; of columns without such a meaning, 64-bit
 * integers are milliseconds since 1970-01-01T00:00Z and text is ISO-8601, as in {@code 2024-02-29},
 * {@code 2024-02-29T23:59:59} or {@code 2024-02-29T23:59:59Z}.
 */
final class ColumnMoment {
    private static final long MICROS_PER_DAY = 86_400 * Moment.MICROS_PER_SECOND;
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    private final ColumnCell cell;

    ColumnMoment(ColumnCell cell) {
        this.cell = cell;
    }

    /** The time, or null if the row does not say it. */
    @Nullable
    Moment of(@Nullable Row row) throws UnfitRowException {
        Column column = cell.in(row);
        if (column == null || row == null) {
            return null;
        }
        try {
            Object value = column.value(row.data());
            return value == null ? null : moment(column.type(), value);
        } catch (UnfitValueException e) {
            throw new UnfitRowException(column.name(), String.valueOf(e.getMessage()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnfitRowException(column.name(), "is no time that a path can name");
        }
    }

    private static Moment moment(SemanticType type, Object value) {
        if (value instanceof Number number) {
            long units = number.longValue();
            if (type instanceof SemanticType.Date) {
                return new Moment(Math.multiplyExact(units, MICROS_PER_DAY), true);
            }
            if (type instanceof SemanticType.LocalTimestamp timestamp) {
                return new Moment(micros(units, timestamp.unit()), true);
            }
            if (type instanceof SemanticType.Instant instant) {
                return new Moment(micros(units, instant.unit()), false);
            }
            if (type instanceof SemanticType.Int integer && integer.bits() == Long.SIZE) {
                return Moment.ofMillis(units);
            }
        }
        if (value instanceof String text && type instanceof SemanticType.Text) {
            return parsed(text);
        }
        throw new UnfitValueException("path.template takes a time from it, which it has not");
    }

    private static long micros(long units, TimeUnit unit) {
        return unit.perSecond() > Moment.MICROS_PER_SECOND
                ? Math.floorDiv(units, unit.perSecond() / Moment.MICROS_PER_SECOND)
                : Math.multiplyExact(units, Moment.MICROS_PER_SECOND / unit.perSecond());
    }

    private static Moment parsed(String text) {
        TemporalAccessor parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof OffsetDateTime zoned) {
            return Moment.ofMicros(ChronoUnit.MICROS.between(Instant.EPOCH, zoned));
        }
        LocalDateTime local = parsed instanceof LocalDateTime time ? time : ((LocalDate) parsed).atStartOfDay();
        return new Moment(
                ChronoUnit.MICROS.between(Instant.EPOCH.atOffset(ZoneOffset.UTC), local.atOffset(ZoneOffset.UTC)),
                true);
    }
}
