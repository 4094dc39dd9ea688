// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableConstraints;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableSchema;
import io.outfall.bigquery.emulator.BigQueryEmulator;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An emulator with a dataset, and tasks that write to it. */
final class Warehouse implements AutoCloseable {
    static final String PROJECT = "outfall-test";
    static final String DATASET = "shop";

    private final BigQueryEmulator emulator;

    Warehouse() {
        this(BigQueryEmulator.builder());
    }

    Warehouse(BigQueryEmulator.Builder builder) {
        emulator = builder.project(PROJECT).dataset(DATASET).start();
    }

    BigQueryEmulator emulator() {
        return emulator;
    }

    /** A client that is not the sink's. */
    Bigquery rest() {
        return new Bigquery.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), request -> {})
                .setRootUrl(emulator.restEndpoint() + "/")
                .setApplicationName("test")
                .build();
    }

    Table table(String name) throws IOException {
        return rest().tables().get(PROJECT, DATASET, name).execute();
    }

    /**
     * Makes a table, as somebody else does.
     *
     * @param key the columns of its primary key; none for none
     */
    void make(String name, List<String> key, TableFieldSchema... columns) throws IOException {
        Table table = new Table()
                .setTableReference(new TableReference()
                        .setProjectId(PROJECT)
                        .setDatasetId(DATASET)
                        .setTableId(name))
                .setSchema(new TableSchema().setFields(List.of(columns)));
        if (!key.isEmpty()) {
            table.setTableConstraints(
                    new TableConstraints().setPrimaryKey(new TableConstraints.PrimaryKey().setColumns(key)));
        }
        rest().tables().insert(PROJECT, DATASET, table).execute();
    }

    static TableFieldSchema column(String name, String type, String mode) {
        return new TableFieldSchema().setName(name).setType(type).setMode(mode);
    }

    /** Removes a table, if it is there. */
    void drop(String name) throws IOException {
        try {
            rest().tables().delete(PROJECT, DATASET, name).execute();
        } catch (HttpResponseException e) {
            if (e.getStatusCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** A task with these settings beside those that it needs. */
    TaskRun run(Map<String, String> settings) {
        return new TaskRun(new BigQuerySinkTask(), settings(settings), true);
    }

    /** The same with a clock of the test's. */
    TaskRun run(Map<String, String> settings, Clock clock) {
        return new TaskRun(new BigQuerySinkTask(clock), settings(settings), true);
    }

    /** The same for a worker that is to fail the task at the first bad record. */
    TaskRun runWithoutDeadLetterQueue(Map<String, String> settings) {
        return new TaskRun(new BigQuerySinkTask(), settings(settings), false);
    }

    /** These settings and those that every task needs. */
    Map<String, String> settings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "name", "test",
                "bigquery.project", PROJECT,
                "bigquery.endpoint", emulator.restEndpoint(),
                "bigquery.storage.endpoint", "http://" + emulator.grpcEndpoint(),
                "table.dataset", DATASET,
                "table.name", "${topic.-2}_${topic.-1}",
                "batch.linger.ms", "0",
                "retry.backoff.ms", "10",
                "retry.backoff.max.ms", "50"));
        all.putAll(settings);
        return all;
    }

    /** Rows of a query, their cells with bars between. */
    List<String> query(String sql) {
        return emulator.query(sql).stream()
                .map(row -> row.values().stream().map(Warehouse::shown).collect(Collectors.joining(" | ")))
                .toList();
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Warehouse::shown).toList().toString();
        }
        if (value instanceof Map<?, ?> struct) {
            return struct.entrySet().stream()
                    .map(member -> member.getKey() + "=" + shown(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
