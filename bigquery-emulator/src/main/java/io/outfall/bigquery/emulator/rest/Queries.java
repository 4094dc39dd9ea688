// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.storage.Catalog;
import io.outfall.bigquery.emulator.storage.QueryResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The methods jobs.query and jobs.getQueryResults. Queries are done at once: SELECT, and ALTER TABLE … SET DATA TYPE.
 */
final class Queries {

    private static final Set<String> KNOWN = Set.of(
            "kind",
            "query",
            "useLegacySql",
            "parameterMode",
            "queryParameters",
            "maxResults",
            "timeoutMs",
            "location",
            "labels",
            "requestId",
            "useQueryCache",
            "formatOptions",
            "jobCreationMode");
    private static final Set<String> NOT_EMULATED = Set.of(
            "defaultDataset",
            "dryRun",
            "createSession",
            "connectionProperties",
            "maximumBytesBilled",
            "continuous",
            "destinationEncryptionConfiguration",
            "writeIncrementalResults",
            "preserveNulls");
    private static final Pattern SELECT = Pattern.compile("(?is)\\s*\\(*\\s*(SELECT|WITH)\\b.*");

    private static final int REMEMBERED = 100;

    private final Catalog catalog;
    private final Ddl ddl;
    private final Map<String, JsonObject> results = new LinkedHashMap<>();
    private final AtomicLong jobs = new AtomicLong();

    Queries(Catalog catalog) {
        this.catalog = catalog;
        this.ddl = new Ddl(catalog);
    }

    /** @param unfinished whether the answer is to say that the query goes on */
    Answer run(JsonObject body, boolean unfinished) {
        JsonObject done = done(body);
        remember(done);
        return Answer.ok(unfinished ? unfinished(done) : done);
    }

    /** The results of a query that was run before. */
    Answer results(String job, boolean unfinished) {
        JsonObject done = remembered(job);
        JsonObject json = (unfinished ? unfinished(done) : done).deepCopy();
        json.addProperty("kind", "bigquery#getQueryResultsResponse");
        return Answer.ok(json);
    }

    private synchronized void remember(JsonObject done) {
        results.put(done.getAsJsonObject("jobReference").get("jobId").getAsString(), done);
        if (results.size() > REMEMBERED) {
            results.remove(results.keySet().iterator().next());
        }
    }

    private synchronized JsonObject remembered(String job) {
        JsonObject done = results.get(job);
        if (done == null) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "Not found: Job " + catalog.project() + ":US." + job);
        }
        return done;
    }

    private static JsonObject unfinished(JsonObject done) {
        JsonObject json = new JsonObject();
        json.add("kind", done.get("kind"));
        json.add("jobReference", done.get("jobReference"));
        json.addProperty("jobComplete", false);
        return json;
    }

    private JsonObject done(JsonObject body) {
        for (String key : body.keySet()) {
            if (NOT_EMULATED.contains(key)) {
                throw Refusal.notEmulated("queries with " + key);
            }
        }
        Json.checkKeys(body, "query_request", KNOWN);
        if (Json.flag(body, "useLegacySql", true)) {
            throw Refusal.notEmulated("legacy SQL: set useLegacySql to false");
        }
        String query = Json.required(body, "query");
        if (ddl.ran(query)) {
            JsonObject json = job();
            json.addProperty("totalRows", "0");
            return json;
        }
        QueryParameters parameters = new QueryParameters(body);
        GoogleSql sql = GoogleSql.translated(query, catalog.project(), parameters::bind);
        if (!SELECT.matcher(sql.sql()).matches()) {
            throw Refusal.notEmulated("statements but SELECT and ALTER TABLE … SET DATA TYPE");
        }
        JsonObject options = Json.object(body, "formatOptions");
        boolean micros = options != null && Json.flag(options, "useInt64Timestamp", false);
        return answer(catalog.query(sql.sql(), parameters.bound()), micros);
    }

    private JsonObject answer(QueryResult result, boolean micros) {
        JsonArray fields = new JsonArray();
        result.fields().forEach(field -> fields.add(QueryCells.field(field)));
        JsonObject schema = new JsonObject();
        schema.add("fields", fields);
        JsonArray rows = new JsonArray();
        for (List<@Nullable Object> row : result.rows()) {
            JsonArray cells = new JsonArray();
            row.forEach(value -> cells.add(QueryCells.cell(value, micros)));
            JsonObject json = new JsonObject();
            json.add("f", cells);
            rows.add(json);
        }
        JsonObject json = job();
        json.add("schema", schema);
        json.addProperty("totalRows", Integer.toString(result.rows().size()));
        json.add("rows", rows);
        return json;
    }

    private JsonObject job() {
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", catalog.project());
        reference.addProperty("jobId", "job_" + jobs.incrementAndGet());
        reference.addProperty("location", "US");
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#queryResponse");
        json.add("jobReference", reference);
        json.addProperty("jobComplete", true);
        json.addProperty("cacheHit", false);
        return json;
    }
}
