// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.ColumnType;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.value.Decimals;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Puts rows into a table of DuckDB. A row may be older than the table: what it lacks is null, or an empty array. */
final class Cells {

    private final DuckDBAppender appender;
    private final Columns columns;

    Cells(DuckDBAppender appender, Columns columns) {
        this.appender = appender;
        this.columns = columns;
    }

    void append(@Nullable Object[] row) throws SQLException {
        appender.beginRow();
        for (int i = 0; i < columns.size(); i++) {
            append(columns.get(i), i < row.length ? row[i] : null);
        }
        appender.endRow();
    }

    private void append(Column column, @Nullable Object value) throws SQLException {
        if (column.repeated()) {
            appender.append(value == null ? List.of() : list(column, (List<?>) value));
        } else if (value == null) {
            appender.appendNull();
        } else if (column.type() == ColumnType.RECORD) {
            Map<?, ?> record = (Map<?, ?>) value;
            appender.beginStruct();
            for (Column field : column.fields().all()) {
                append(field, record.get(field.name()));
            }
            appender.endStruct();
        } else {
            scalar(asNow(column, value));
        }
    }

    private void scalar(Object value) throws SQLException {
        if (value instanceof String text) {
            appender.append(text);
        } else if (value instanceof Long number) {
            appender.append(number.longValue());
        } else if (value instanceof Double number) {
            appender.append(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            appender.append(truth.booleanValue());
        } else if (value instanceof BigDecimal decimal) {
            appender.append(decimal);
        } else if (value instanceof byte[] bytes) {
            appender.append(bytes);
        } else {
            temporal(value);
        }
    }

    private void temporal(Object value) throws SQLException {
        if (value instanceof OffsetDateTime instant) {
            appender.append(instant);
        } else if (value instanceof LocalDateTime datetime) {
            appender.append(datetime);
        } else if (value instanceof LocalDate date) {
            appender.append(date);
        } else if (value instanceof LocalTime time) {
            appender.append(time);
        } else {
            throw new IllegalArgumentException("No column holds " + value.getClass());
        }
    }

    private static List<@Nullable Object> list(Column column, List<?> values) {
        List<@Nullable Object> elements = new ArrayList<>(values.size());
        for (Object value : values) {
            elements.add(element(column, value));
        }
        return elements;
    }

    private static @Nullable Object element(Column column, @Nullable Object value) {
        if (value == null || column.type() != ColumnType.RECORD) {
            return value == null ? null : asNow(column, value);
        }
        Map<?, ?> record = (Map<?, ?>) value;
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Column field : column.fields().all()) {
            Object inner = record.get(field.name());
            fields.put(
                    field.name(),
                    field.repeated()
                            ? list(field, inner == null ? List.of() : (List<?>) inner)
                            : element(field, inner));
        }
        return fields;
    }

    /** A number that was read before its column became wider. */
    private static Object asNow(Column column, Object value) {
        if (!(value instanceof Long || value instanceof BigDecimal)) {
            return value;
        }
        BigDecimal decimal = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
        return switch (column.type()) {
            case NUMERIC -> decimal.setScale(9);
            case BIGNUMERIC -> Decimals.plain(decimal);
            case FLOAT -> decimal.doubleValue();
            default -> value;
        };
    }
}
