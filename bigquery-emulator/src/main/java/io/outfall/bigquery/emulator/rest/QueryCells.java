// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.storage.QueryResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of a query as the REST interface writes them: {@code {"v": …}}, all values as text. */
final class QueryCells {

    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private QueryCells() {}

    static JsonObject field(QueryResult.Field field) {
        boolean repeated = field.duckType().endsWith("[]");
        JsonObject json = new JsonObject();
        json.addProperty("name", field.name());
        json.addProperty(
                "type",
                type(repeated ? field.duckType().substring(0, field.duckType().length() - 2) : field.duckType()));
        json.addProperty("mode", repeated ? "REPEATED" : "NULLABLE");
        return json;
    }

    static JsonObject cell(@Nullable Object value, boolean micros) {
        JsonObject json = new JsonObject();
        json.add("v", value(value, micros));
        return json;
    }

    private static JsonElement value(@Nullable Object value, boolean micros) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(element -> array.add(cell(element, micros)));
            return array;
        }
        return new JsonPrimitive(text(value, micros));
    }

    private static String text(Object value, boolean micros) {
        if (value instanceof Instant instant) {
            long number = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
            return micros
                    ? Long.toString(number)
                    : Double.toString(BigDecimal.valueOf(number).divide(MICROS).doubleValue());
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value.toString();
    }

    private static String type(String duck) {
        if (duck.startsWith("DECIMAL")) {
            return "NUMERIC";
        }
        return switch (duck) {
            case "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "UBIGINT", "UINTEGER" -> "INTEGER";
            case "DOUBLE", "FLOAT" -> "FLOAT";
            case "VARCHAR", "\"NULL\"", "NULL" -> "STRING";
            case "BLOB" -> "BYTES";
            case "TIMESTAMP" -> "DATETIME";
            case "TIMESTAMP WITH TIME ZONE" -> "TIMESTAMP";
            case "BOOLEAN", "DATE", "TIME", "JSON" -> duck;
            default -> throw Refusal.notEmulated("results of type " + duck);
        };
    }
}
