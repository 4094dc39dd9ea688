// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.ColumnType;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.storage.TableDefinition;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a table may be declared with, beside its columns. */
final class TableRules {

    private static final int MOST_KEY_COLUMNS = 16;
    private static final int MOST_CLUSTERING_COLUMNS = 4;
    private static final int MOST_PARTITIONS = 10_000;
    private static final int MAX_DESCRIPTION = 16_384;
    private static final Pattern STALENESS = Pattern.compile("\\d+-\\d+ \\d+ \\d+:\\d+:\\d+(\\.\\d{1,6})?");
    private static final Set<ColumnType> KEY_TYPES = EnumSet.of(
            ColumnType.BIGNUMERIC,
            ColumnType.BOOLEAN,
            ColumnType.BYTES,
            ColumnType.DATE,
            ColumnType.DATETIME,
            ColumnType.INTEGER,
            ColumnType.NUMERIC,
            ColumnType.STRING,
            ColumnType.TIMESTAMP);
    private static final Set<ColumnType> CLUSTERING_TYPES = EnumSet.of(
            ColumnType.BIGNUMERIC,
            ColumnType.BOOLEAN,
            ColumnType.DATE,
            ColumnType.DATETIME,
            ColumnType.GEOGRAPHY,
            ColumnType.INTEGER,
            ColumnType.NUMERIC,
            ColumnType.STRING,
            ColumnType.TIMESTAMP);
    private static final Set<ColumnType> TIME_TYPES =
            EnumSet.of(ColumnType.DATE, ColumnType.DATETIME, ColumnType.TIMESTAMP);

    private TableRules() {}

    /** A definition that keeps all rules; else a refusal. */
    static TableDefinition checked(Columns columns, JsonObject settings) {
        String description = Json.text(settings, "description");
        if (description != null && description.length() > MAX_DESCRIPTION) {
            throw Refusal.invalid("Description is longer than " + MAX_DESCRIPTION + " characters");
        }
        Labels.check(settings);
        String staleness = Json.text(settings, "maxStaleness");
        if (staleness != null && !STALENESS.matcher(staleness).matches()) {
            throw Refusal.invalid("Invalid value for maxStaleness: " + staleness + " is not an INTERVAL");
        }
        boolean byTime = timePartitioning(columns, Json.object(settings, "timePartitioning"));
        boolean byRange = rangePartitioning(columns, Json.object(settings, "rangePartitioning"));
        if (byTime && byRange) {
            throw Refusal.invalid("Only one of timePartitioning and rangePartitioning may be set");
        }
        if (Json.flag(settings, "requirePartitionFilter", false) && !byTime && !byRange) {
            throw Refusal.invalid("requirePartitionFilter is set on a table that is not partitioned");
        }
        clustering(columns, Json.object(settings, "clustering"));
        List<String> key = primaryKey(columns, Json.object(settings, "tableConstraints"));
        return new TableDefinition(columns, settings, key, byTime || byRange);
    }

    /** A table stays partitioned as it was created; only the expiry may change. */
    static void checkPartitioningKept(TableDefinition before, TableDefinition after) {
        JsonObject old = Json.object(before.settings(), "timePartitioning");
        JsonObject now = Json.object(after.settings(), "timePartitioning");
        boolean sameTime = (old == null) == (now == null)
                && (old == null
                        || now == null
                        || (Objects.equals(Json.text(old, "type"), Json.text(now, "type"))
                                && Objects.equals(Json.text(old, "field"), Json.text(now, "field"))));
        boolean sameRange = Objects.equals(
                before.settings().get("rangePartitioning"), after.settings().get("rangePartitioning"));
        if (!sameTime || !sameRange) {
            throw Refusal.invalid("Cannot change partitioning of an existing table");
        }
    }

    private static boolean timePartitioning(Columns columns, @Nullable JsonObject json) {
        if (json == null) {
            return false;
        }
        Json.checkKeys(
                json, "table.timePartitioning", Set.of("type", "field", "expirationMs", "requirePartitionFilter"));
        String type = Json.required(json, "type");
        if (!List.of("HOUR", "DAY", "MONTH", "YEAR").contains(type)) {
            throw Refusal.invalid("Invalid value for timePartitioning.type: " + type);
        }
        Long expiration = Json.number(json, "expirationMs");
        if (expiration != null && expiration <= 0) {
            throw Refusal.invalid("timePartitioning.expirationMs must be positive: " + expiration);
        }
        String field = Json.text(json, "field");
        if (field != null) {
            Column column = existing(columns, field, "partitioning");
            if (column.repeated() || !TIME_TYPES.contains(column.type())) {
                throw Refusal.invalid("The field specified for partitioning must be a top-level DATE, TIMESTAMP or"
                        + " DATETIME field: " + field + " is " + column.mode() + " " + column.type());
            }
            if (type.equals("HOUR") && column.type() == ColumnType.DATE) {
                throw Refusal.invalid("A DATE field cannot be partitioned by HOUR: " + field);
            }
        }
        return true;
    }

    private static boolean rangePartitioning(Columns columns, @Nullable JsonObject json) {
        if (json == null) {
            return false;
        }
        Json.checkKeys(json, "table.rangePartitioning", Set.of("field", "range"));
        String field = Json.required(json, "field");
        Column column = existing(columns, field, "partitioning");
        if (column.repeated() || column.type() != ColumnType.INTEGER) {
            throw Refusal.invalid(
                    "The field specified for range partitioning must be a top-level INTEGER field: " + field);
        }
        JsonObject range = Json.object(json, "range");
        if (range == null) {
            throw Refusal.invalid("Required parameter is missing: rangePartitioning.range");
        }
        Json.checkKeys(range, "table.rangePartitioning.range", Set.of("start", "end", "interval"));
        long start = Long.parseLong(Json.required(range, "start"));
        long end = Long.parseLong(Json.required(range, "end"));
        long interval = Long.parseLong(Json.required(range, "interval"));
        if (interval < 1 || start >= end || (end - start - 1) / interval >= MOST_PARTITIONS) {
            throw Refusal.invalid("Invalid range partitioning: from " + start + " to " + end + " by " + interval
                    + " must make 1 to " + MOST_PARTITIONS + " partitions");
        }
        return true;
    }

    private static void clustering(Columns columns, @Nullable JsonObject json) {
        if (json == null) {
            return;
        }
        Json.checkKeys(json, "table.clustering", Set.of("fields"));
        List<String> fields = Json.texts(json, "fields");
        if (fields.isEmpty() || fields.size() > MOST_CLUSTERING_COLUMNS) {
            throw Refusal.invalid("Clustering takes 1 to 4 fields, found " + fields.size());
        }
        for (String field : fields) {
            Column column = existing(columns, field, "clustering");
            if (column.repeated() || !CLUSTERING_TYPES.contains(column.type())) {
                throw Refusal.invalid("Field " + field + " of type " + column.mode() + " " + column.type()
                        + " cannot be used for clustering");
            }
        }
        checkOnce(fields, "Clustering");
    }

    private static List<String> primaryKey(Columns columns, @Nullable JsonObject constraints) {
        if (constraints == null) {
            return List.of();
        }
        Json.checkKeys(constraints, "table.tableConstraints", Set.of("primaryKey", "foreignKeys"));
        if (Json.member(constraints, "foreignKeys") != null) {
            throw Refusal.notEmulated("foreign keys");
        }
        JsonObject json = Json.object(constraints, "primaryKey");
        if (json == null) {
            return List.of();
        }
        Json.checkKeys(json, "table.tableConstraints.primaryKey", Set.of("columns"));
        List<String> key = Json.texts(json, "columns");
        if (key.isEmpty() || key.size() > MOST_KEY_COLUMNS) {
            throw Refusal.invalid("A primary key has 1 to " + MOST_KEY_COLUMNS + " columns, found " + key.size());
        }
        for (String name : key) {
            Column column = existing(columns, name, "the primary key");
            if (column.repeated() || !KEY_TYPES.contains(column.type())) {
                throw Refusal.invalid("Field " + name + " of type " + column.mode() + " " + column.type()
                        + " cannot be used in a primary key");
            }
        }
        checkOnce(key, "The primary key");
        return key;
    }

    private static void checkOnce(List<String> names, String what) {
        if (new HashSet<>(names).size() != names.size()) {
            throw Refusal.invalid(what + " names a field twice: " + names);
        }
    }

    private static Column existing(Columns columns, String name, String what) {
        Column column = columns.find(name);
        if (column == null) {
            throw Refusal.invalid("The field specified for " + what + " cannot be found in the schema: " + name);
        }
        return column;
    }
}
