// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Values of DuckDB as plain Java: Boolean, Long, Double, BigDecimal, String, byte[], LocalDate, LocalTime,
 * LocalDateTime, Instant, List and Map.
 */
final class ResultValues {

    private ResultValues() {}

    static @Nullable Object read(ResultSet rows, int column, String duckType) throws SQLException {
        if (duckType.equals("TIMESTAMP")) {
            // As an object it would pass through the time zone of the machine.
            return rows.getObject(column, LocalDateTime.class);
        }
        return plain(rows.getObject(column));
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof BigInteger big) {
            return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
        }
        if (value instanceof OffsetDateTime instant) {
            return instant.toInstant();
        }
        if (value instanceof Timestamp datetime) {
            return datetime.toLocalDateTime();
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof JsonNode json) {
            return json.toString();
        }
        return nested(value);
    }

    private static @Nullable Object nested(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Object element : (@Nullable Object[]) array.getArray()) {
                list.add(plain(element));
            }
            return list;
        }
        if (value instanceof DuckDBStruct struct) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, Object> field : struct.getMap().entrySet()) {
                map.put(field.getKey(), plain(field.getValue()));
            }
            return map;
        }
        return value;
    }
}
