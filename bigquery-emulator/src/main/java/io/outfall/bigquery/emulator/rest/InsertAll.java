// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.storage.Catalog;
import io.outfall.bigquery.emulator.storage.Table;
import io.outfall.bigquery.emulator.storage.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The method tabledata.insertAll. */
final class InsertAll {

    private static final int MOST_ROWS = 50_000;
    private static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int MAX_INSERT_ID = 128;
    private static final Pattern PARTITION = Pattern.compile("\\d{4}|\\d{6}|\\d{8}|\\d{10}|__UNPARTITIONED__");

    private final Catalog catalog;
    private final Duration delay;
    private final Duration dedup;
    private final Map<Table, InsertIds> seen = new ConcurrentHashMap<>();

    InsertAll(Catalog catalog, Duration delay, Duration dedup) {
        this.catalog = catalog;
        this.delay = delay;
        this.dedup = dedup;
    }

    /** The table without the partition that {@code table$20260101} names. */
    TableName whole(TableName name) {
        int at = name.table().indexOf('$');
        return at < 0
                ? name
                : new TableName(name.project(), name.dataset(), name.table().substring(0, at));
    }

    Answer insert(TableName named, Request request) {
        TableName name = whole(named);
        JsonObject body = request.body();
        List<Row> rows = rows(body, request.bytes());
        Table table = catalog.table(name);
        checkPartition(named, table);
        Columns columns = table.visible(delay);
        if (columns == null) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "Not found: Table " + name);
        }
        boolean skipInvalid = Json.flag(body, "skipInvalidRows", false);
        JsonRow reader = new JsonRow(columns, Json.flag(body, "ignoreUnknownValues", false));
        List<@Nullable Object[]> good = new ArrayList<>();
        Map<Integer, JsonRow.Fault> bad = new TreeMap<>();
        InsertIds ids = seen.computeIfAbsent(table, any -> new InsertIds(catalog.clock(), dedup));
        Set<String> fresh = new LinkedHashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            try {
                @Nullable Object[] values = reader.read(row.json());
                if (row.insertId() == null || (!ids.knows(row.insertId()) && !fresh.contains(row.insertId()))) {
                    good.add(values);
                    if (row.insertId() != null) {
                        fresh.add(row.insertId());
                    }
                }
            } catch (JsonRow.Fault fault) {
                bad.put(i, fault);
            }
        }
        if (bad.isEmpty() || skipInvalid) {
            table.append(good);
            ids.remember(fresh);
        }
        return Answer.ok(answer(rows.size(), bad, skipInvalid));
    }

    private static List<Row> rows(JsonObject body, long bytes) {
        if (bytes > MOST_BYTES) {
            throw new Refusal(
                    Refusal.Reason.TOO_LARGE, "Request payload size exceeds the limit: " + MOST_BYTES + " bytes.");
        }
        Json.checkKeys(body, "insertAll", Set.of("kind", "rows", "skipInvalidRows", "ignoreUnknownValues", "traceId"));
        JsonElement array = Json.member(body, "rows");
        if (array == null || array.getAsJsonArray().isEmpty()) {
            throw Refusal.invalid("No rows present in the request.");
        }
        if (array.getAsJsonArray().size() > MOST_ROWS) {
            throw Refusal.invalid("Too many rows present in the request, limit: " + MOST_ROWS + " row count: "
                    + array.getAsJsonArray().size() + ".");
        }
        List<Row> rows = new ArrayList<>();
        for (JsonElement element : array.getAsJsonArray()) {
            JsonObject row = element.getAsJsonObject();
            Json.checkKeys(row, "rows", Set.of("insertId", "json"));
            JsonObject json = Json.object(row, "json");
            String insertId = Json.text(row, "insertId");
            if (insertId != null && insertId.length() > MAX_INSERT_ID) {
                throw Refusal.invalid("insertId is longer than " + MAX_INSERT_ID + " characters");
            }
            rows.add(new Row(insertId, json == null ? new JsonObject() : json));
        }
        return rows;
    }

    private static void checkPartition(TableName named, Table table) {
        int at = named.table().indexOf('$');
        if (at >= 0
                && (!table.definition().partitioned()
                        || !PARTITION.matcher(named.table().substring(at + 1)).matches())) {
            throw Refusal.invalid("Invalid partition: " + named);
        }
    }

    /** Rows beside a bad one are stopped, unless bad ones are to be skipped. */
    private static JsonObject answer(int rows, Map<Integer, JsonRow.Fault> bad, boolean skipInvalid) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#tableDataInsertAllResponse");
        if (bad.isEmpty()) {
            return json;
        }
        JsonArray errors = new JsonArray();
        for (int i = 0; i < rows; i++) {
            JsonRow.Fault fault = bad.get(i);
            if (fault != null) {
                errors.add(error(i, "invalid", fault.location(), String.valueOf(fault.getMessage())));
            } else if (!skipInvalid) {
                errors.add(error(i, "stopped", "", ""));
            }
        }
        json.add("insertErrors", errors);
        return json;
    }

    private static JsonObject error(int row, String reason, String location, String message) {
        JsonObject detail = new JsonObject();
        detail.addProperty("reason", reason);
        detail.addProperty("location", location);
        detail.addProperty("debugInfo", "");
        detail.addProperty("message", message);
        JsonArray details = new JsonArray();
        details.add(detail);
        JsonObject error = new JsonObject();
        error.addProperty("index", row);
        error.add("errors", details);
        return error;
    }

    private record Row(@Nullable String insertId, JsonObject json) {}
}
