// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import io.outfall.bigquery.emulator.BigQueryEmulator;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.packaging.SinkPlugin;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a sink meets of BigQuery. In SQL, a table is {@code dataset.table}. */
public final class Warehouse implements Sql, AutoCloseable {
    private final BigQueryEmulator emulator;

    private Warehouse(BigQueryEmulator emulator) {
        this.emulator = emulator;
    }

    /** Starts one with empty datasets. */
    public static Warehouse start(String... datasets) {
        BigQueryEmulator.Builder builder = BigQueryEmulator.builder().project("outfall-verified");
        for (String dataset : datasets) {
            builder.dataset(dataset);
        }
        return new Warehouse(builder.start());
    }

    /** What every sink is told that writes into it. */
    public Map<String, String> sinkSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("connector.class", SinkPlugin.BIGQUERY.connector());
        settings.put("bigquery.project", emulator.project());
        settings.put("bigquery.endpoint", rest().toString());
        settings.put("bigquery.storage.endpoint", storage().toString());
        // Topics that come later are found by then and not after five minutes.
        settings.put("consumer.override.metadata.max.age.ms", "500");
        return settings;
    }

    /** The address of the REST interface, which speaks no TLS. */
    public URI rest() {
        return URI.create(emulator.restEndpoint());
    }

    /** The address of the Storage Write interface, which speaks none either. */
    public URI storage() {
        return URI.create("http://" + emulator.grpcEndpoint());
    }

    /** @throws SQLException also while a table that the query names is not there yet */
    @Override
    public List<String> rows(String query) throws SQLException {
        try {
            return emulator.query(query).stream()
                    .map(row -> row.values().stream().map(Objects::toString).collect(Collectors.joining(" | ")))
                    .toList();
        } catch (Refusal refused) {
            throw new SQLException(refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        emulator.close();
    }
}
