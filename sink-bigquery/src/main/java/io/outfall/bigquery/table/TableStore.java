// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Clustering;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableConstraints;
import com.google.api.services.bigquery.model.TableReference;
import io.outfall.bigquery.client.BigQueryClients;
import io.outfall.bigquery.client.Failure;
import io.outfall.bigquery.schema.ColumnChange;
import io.outfall.bigquery.schema.RestModel;
import io.outfall.bigquery.schema.TableColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests that tables are looked up, made and changed by. Each is one request and blocks. */
public final class TableStore {
    /** The label that tells which name a table was made for. */
    static final String SPELLED = "outfall_name";

    private static final int LABEL_BYTES = 16;

    private final Bigquery.Tables tables;
    private final Bigquery.Jobs jobs;
    private final String project;
    private final TableSettings settings;
    private final Clock clock;

    public TableStore(BigQueryClients clients, TableSettings settings, Clock clock) {
        this.tables = clients.tables().tables();
        this.jobs = clients.tables().jobs();
        this.project = clients.project();
        this.settings = settings;
        this.clock = clock;
    }

    /** The table, empty if there is none. */
    public Optional<TableState> find(TableRef ref) throws IOException {
        try {
            return Optional.of(TableState.of(
                    tables.get(project, ref.dataset(), ref.table()).execute()));
        } catch (IOException e) {
            if (Failure.of(e).kind() == Failure.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes a table.
     *
     * @param key the columns of its primary key; empty for none
     */
    public TableState create(NamedTable named, TableColumns columns, List<String> key) throws IOException {
        Table table = new Table()
                .setTableReference(new TableReference()
                        .setProjectId(project)
                        .setDatasetId(named.ref().dataset())
                        .setTableId(named.ref().table()))
                .setSchema(RestModel.schema(columns))
                .setLabels(labels(named));
        settings.partitioning().describe(table);
        if (!settings.description().isEmpty()) {
            table.setDescription(settings.description());
        }
        settings.expiry().ifPresent(expiry -> table.setExpirationTime(clock.millis() + expiry.toMillis()));
        describeKey(table, columns, key);
        return TableState.of(
                tables.insert(project, named.ref().dataset(), table).execute());
    }

    /** Gives a table these columns, unless it was changed since that state. */
    public TableState change(TableRef ref, TableState from, TableColumns columns) throws IOException {
        Bigquery.Tables.Patch patch = tables.patch(
                project, ref.dataset(), ref.table(), new Table().setSchema(RestModel.schema(columns, from.schema())));
        patch.getRequestHeaders().setIfMatch(from.etag());
        return TableState.of(patch.execute());
    }

    /** Gives a column a wider type, by a statement of SQL. */
    public void widen(TableRef ref, ColumnChange.Widened column) throws IOException {
        String table = "`" + project + "." + ref.dataset() + "." + ref.table() + "`";
        jobs.query(project, new QueryRequest().setQuery(column.sql(table)).setUseLegacySql(false))
                .execute();
    }

    /** Whether the table was made for another name, of which BigQuery's form is the same. */
    public static boolean isOfAnother(TableState table, NamedTable named) {
        String label = table.labels().get(SPELLED);
        return label != null && !label.equals(label(named));
    }

    private void describeKey(Table table, TableColumns columns, List<String> key) {
        List<String> clustering = settings.clustering();
        if (!key.isEmpty()) {
            table.setTableConstraints(
                    new TableConstraints().setPrimaryKey(new TableConstraints.PrimaryKey().setColumns(key)));
            settings.maxStaleness().ifPresent(staleness -> table.setMaxStaleness(interval(staleness)));
            if (clustering.isEmpty()) {
                clustering = PrimaryKeys.clustering(columns, key);
            }
        }
        if (!clustering.isEmpty()) {
            table.setClustering(new Clustering().setFields(clustering));
        }
    }

    private Map<String, String> labels(NamedTable named) {
        Map<String, String> labels = new HashMap<>(settings.labels());
        labels.put(SPELLED, label(named));
        return labels;
    }

    private static String label(NamedTable named) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(named.spelled().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, LABEL_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As SQL writes an INTERVAL: years-months days hours:minutes:seconds. */
    private static String interval(Duration length) {
        return "0-0 0 " + length.toHours() + ":" + length.toMinutesPart() + ":" + length.toSecondsPart();
    }
}
