// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.fault.Calls;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Faults;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.bigquery.emulator.fault.Stall;
import io.outfall.bigquery.emulator.schema.ColumnsJson;
import io.outfall.bigquery.emulator.storage.Catalog;
import io.outfall.bigquery.emulator.storage.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out which method of the interface a request calls, and lets it meet its fault. */
public final class Router {

    private static final Set<String> PARAMETERS = Set.of(
            "alt",
            "fields",
            "key",
            "prettyPrint",
            "quotaUser",
            "view",
            "selectedFields",
            "maxResults",
            "pageToken",
            "location",
            "autodetect_schema",
            "timeoutMs",
            "formatOptions.useInt64Timestamp",
            "datasetView");

    private final Catalog catalog;
    private final Calls calls;
    private final Faults faults;
    private final Datasets datasets;
    private final Tables tables;
    private final InsertAll insertAll;
    private final Queries queries;

    /**
     * @param delay how long streaming inserts do not see what changed in a table
     * @param dedup how long an insertId is remembered
     */
    public Router(Catalog catalog, Calls calls, Faults faults, Duration delay, Duration dedup) {
        this.catalog = catalog;
        this.calls = calls;
        this.faults = faults;
        this.datasets = new Datasets(catalog);
        this.tables = new Tables(catalog);
        this.insertAll = new InsertAll(catalog, delay, dedup);
        this.queries = new Queries(catalog);
    }

    /** The answer to a request, or null if the connection is to break. */
    @Nullable
    Answer answer(Request request) {
        for (String parameter : request.parameters().keySet()) {
            if (!PARAMETERS.contains(parameter)) {
                throw ColumnsJson.unknown(parameter, "query");
            }
        }
        List<String> path = request.path();
        if (path.size() >= 2 && path.get(0).equals("projects")) {
            catalog.checkProject(path.get(1));
            Answered answered = route(request, path.subList(2, path.size()));
            if (answered != null) {
                return answered.answer();
            }
        }
        throw new Refusal(
                Refusal.Reason.NOT_FOUND, "No such method: " + request.method() + " " + String.join("/", path));
    }

    private @Nullable Answered route(Request request, List<String> path) {
        String kind = path.isEmpty() ? "" : path.get(0);
        if (kind.equals("queries") && path.size() == 1 && request.method().equals("POST")) {
            return met(Operation.QUERY, null, fault -> queries.run(request.body(), fault instanceof Fault.Unfinished));
        }
        if (kind.equals("queries") && path.size() == 2 && request.method().equals("GET")) {
            return met(
                    Operation.QUERY_RESULTS,
                    null,
                    fault -> queries.results(path.get(1), fault instanceof Fault.Unfinished));
        }
        if (!kind.equals("datasets")) {
            return null;
        }
        if (path.size() == 1) {
            return request.method().equals("POST")
                    ? met(Operation.DATASETS_INSERT, null, () -> datasets.insert(request.body()))
                    : null;
        }
        String dataset = path.get(1);
        if (path.size() == 2) {
            return request.method().equals("GET")
                    ? met(Operation.DATASETS_GET, null, () -> datasets.get(dataset))
                    : null;
        }
        return path.get(2).equals("tables") ? tables(request, dataset, path.subList(3, path.size())) : null;
    }

    private @Nullable Answered tables(Request request, String dataset, List<String> path) {
        if (path.isEmpty()) {
            return switch (request.method()) {
                case "GET" -> met(Operation.TABLES_LIST, null, () -> tables.list(dataset, request.parameters()));
                case "POST" -> {
                    TableName name = tables.named(dataset, request.body());
                    yield met(Operation.TABLES_INSERT, name, () -> tables.insert(name, request.body()));
                }
                default -> null;
            };
        }
        TableName name = new TableName(catalog.project(), dataset, path.get(0));
        if (path.size() == 2
                && path.get(1).equals("insertAll")
                && request.method().equals("POST")) {
            TableName whole = insertAll.whole(name);
            return met(Operation.INSERT_ALL, whole, () -> insertAll.insert(name, request));
        }
        return path.size() == 1 ? table(request, name) : null;
    }

    private @Nullable Answered table(Request request, TableName name) {
        return switch (request.method()) {
            case "GET" -> met(Operation.TABLES_GET, name, () -> tables.get(name));
            case "PATCH" ->
                met(Operation.TABLES_PATCH, name, () -> tables.patch(name, request.ifMatch(), request.body()));
            case "PUT" ->
                met(Operation.TABLES_UPDATE, name, () -> tables.update(name, request.ifMatch(), request.body()));
            case "DELETE" -> met(Operation.TABLES_DELETE, name, () -> tables.delete(name));
            default -> null;
        };
    }

    private Answered met(Operation operation, @Nullable TableName table, Supplier<Answer> method) {
        return met(operation, table, fault -> method.get());
    }

    private Answered met(Operation operation, @Nullable TableName table, Function<@Nullable Fault, Answer> method) {
        String local = table == null ? null : table.local();
        calls.note(operation, local);
        Fault fault = faults.take(operation, local);
        if (fault instanceof Fault.Answer error) {
            return new Answered(
                    Answer.error(error.http(), error.reason(), error.code().name(), error.message()));
        }
        if (fault instanceof Stall stall) {
            stall.await();
        }
        Answer answer = fault instanceof Fault.Cut cut && !cut.afterEffect() ? null : method.apply(fault);
        return new Answered(fault instanceof Fault.Cut ? null : answer);
    }

    /** Tells a broken connection from a method that does not exist. */
    private record Answered(@Nullable Answer answer) {}
}
