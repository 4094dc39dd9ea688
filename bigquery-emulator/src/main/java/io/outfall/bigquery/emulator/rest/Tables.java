// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.schema.ColumnsJson;
import io.outfall.bigquery.emulator.schema.Names;
import io.outfall.bigquery.emulator.schema.SchemaChange;
import io.outfall.bigquery.emulator.storage.Catalog;
import io.outfall.bigquery.emulator.storage.Table;
import io.outfall.bigquery.emulator.storage.TableDefinition;
import io.outfall.bigquery.emulator.storage.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resource tables. */
final class Tables {

    private static final Set<String> SETTABLE = Set.of(
            "schema",
            "description",
            "friendlyName",
            "labels",
            "expirationTime",
            "timePartitioning",
            "rangePartitioning",
            "clustering",
            "requirePartitionFilter",
            "maxStaleness",
            "tableConstraints");
    /** What clients may send back as they got it. */
    private static final Set<String> OUTPUT_ONLY = Set.of(
            "kind",
            "etag",
            "id",
            "selfLink",
            "tableReference",
            "creationTime",
            "lastModifiedTime",
            "type",
            "location",
            "numBytes",
            "numLongTermBytes",
            "numRows",
            "streamingBuffer");

    private final Catalog catalog;

    Tables(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The name of the table that tables.insert is to create. */
    TableName named(String dataset, JsonObject body) {
        JsonObject reference = Json.object(body, "tableReference");
        if (reference == null) {
            throw Refusal.invalid("Required parameter is missing: tableReference");
        }
        String inside = Json.text(reference, "datasetId");
        String project = Json.text(reference, "projectId");
        if ((inside != null && !inside.equals(dataset)) || (project != null && !project.equals(catalog.project()))) {
            throw Refusal.invalid("tableReference names another dataset than the path: " + project + ":" + inside);
        }
        return new TableName(catalog.project(), dataset, Json.required(reference, "tableId"));
    }

    Answer insert(TableName name, JsonObject body) {
        Names.checkTable(name.table());
        return Answer.ok(rendered(catalog.create(name, definition(known(body)))));
    }

    Answer get(TableName name) {
        return Answer.ok(rendered(catalog.table(name)));
    }

    Answer patch(TableName name, @Nullable String etag, JsonObject body) {
        JsonObject patch = known(body);
        return Answer.ok(rendered(catalog.redefine(name, etag, before -> {
            JsonObject settings = patch.deepCopy();
            JsonElement schema = settings.remove("schema");
            JsonObject merged = Json.merged(before.settings(), settings);
            merged.add("schema", schema == null ? ColumnsJson.write(before.columns()) : schema);
            return checked(name, before, definition(merged));
        })));
    }

    Answer update(TableName name, @Nullable String etag, JsonObject body) {
        JsonObject whole = known(body);
        return Answer.ok(rendered(catalog.redefine(name, etag, before -> checked(name, before, definition(whole)))));
    }

    Answer delete(TableName name) {
        catalog.drop(name);
        return new Answer(204, null);
    }

    /** One page holds all, whatever {@code maxResults} says. */
    Answer list(String dataset, Map<String, String> parameters) {
        if (parameters.containsKey("pageToken")) {
            throw Refusal.invalid("Invalid page token");
        }
        List<Table> all = catalog.tables(dataset);
        JsonArray tables = new JsonArray();
        for (Table table : all) {
            JsonObject whole = rendered(table);
            JsonObject entry = new JsonObject();
            for (String key : List.of("id", "tableReference", "type", "creationTime", "labels", "timePartitioning")) {
                if (whole.has(key)) {
                    entry.add(key, whole.get(key));
                }
            }
            entry.addProperty("kind", "bigquery#table");
            tables.add(entry);
        }
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#tableList");
        json.add("tables", tables);
        json.addProperty("totalItems", all.size());
        return Answer.ok(json);
    }

    private static JsonObject known(JsonObject body) {
        JsonObject known = new JsonObject();
        for (Map.Entry<String, JsonElement> member : body.entrySet()) {
            if (SETTABLE.contains(member.getKey())) {
                known.add(member.getKey(), member.getValue());
            } else if (!OUTPUT_ONLY.contains(member.getKey())) {
                throw ColumnsJson.unknown(member.getKey(), "table");
            }
        }
        return known;
    }

    private static TableDefinition definition(JsonObject resource) {
        JsonObject schema = Json.object(resource, "schema");
        Columns columns = schema == null ? Columns.none() : ColumnsJson.read(schema);
        if (columns.size() == 0) {
            throw Refusal.notEmulated("tables without columns");
        }
        // A merge with nothing leaves out what is null.
        JsonObject settings = Json.merged(new JsonObject(), resource);
        settings.remove("schema");
        return TableRules.checked(columns, settings);
    }

    private static TableDefinition checked(TableName name, TableDefinition before, TableDefinition after) {
        SchemaChange.check(name.toString(), before.columns(), after.columns());
        TableRules.checkPartitioningKept(before, after);
        return after;
    }

    private static JsonObject rendered(Table table) {
        TableDefinition definition = table.definition();
        TableName name = table.name();
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#table");
        json.addProperty("etag", table.etag());
        json.addProperty("id", name.toString());
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", name.project());
        reference.addProperty("datasetId", name.dataset());
        reference.addProperty("tableId", name.table());
        json.add("tableReference", reference);
        json.add("schema", ColumnsJson.write(definition.columns()));
        definition.settings().deepCopy().entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
        json.addProperty("type", "TABLE");
        json.addProperty("location", "US");
        json.addProperty("numBytes", "0");
        json.addProperty("numRows", Long.toString(table.rows()));
        json.addProperty("creationTime", Long.toString(table.created().toEpochMilli()));
        json.addProperty("lastModifiedTime", Long.toString(table.modified().toEpochMilli()));
        return json;
    }
}
