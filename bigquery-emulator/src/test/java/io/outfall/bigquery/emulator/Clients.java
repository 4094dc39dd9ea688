// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.DatasetReference;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableConstraints;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Google's own clients, pointed at an emulator. */
final class Clients implements AutoCloseable {

    static final String PROJECT = "test";
    static final String DATASET = "shop";

    private final BigQueryEmulator emulator;
    private final Bigquery rest;
    private final BigQueryWriteClient write;

    Clients(BigQueryEmulator emulator) {
        this.emulator = emulator;
        rest = new Bigquery.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), null)
                .setRootUrl(emulator.restEndpoint() + "/")
                .setApplicationName("test")
                .build();
        try {
            write = BigQueryWriteClient.create(BigQueryWriteSettings.newBuilder()
                    .setTransportChannelProvider(BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
                            .setEndpoint(emulator.grpcEndpoint())
                            .setChannelConfigurator(channel -> channel.usePlaintext())
                            .build())
                    .setCredentialsProvider(NoCredentialsProvider.create())
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients of an emulator with one dataset. */
    static Clients start() {
        return new Clients(BigQueryEmulator.builder().dataset(DATASET).start());
    }

    BigQueryEmulator emulator() {
        return emulator;
    }

    List<Map<String, @Nullable Object>> query(String sql) {
        return emulator.query(sql);
    }

    Bigquery rest() {
        return rest;
    }

    BigQueryWriteClient write() {
        return write;
    }

    Table create(Table table) throws IOException {
        return rest.tables().insert(PROJECT, DATASET, table).execute();
    }

    Table create(String name, TableFieldSchema... fields) throws IOException {
        return create(table(name, fields));
    }

    Table createKeyed(String name, String key, TableFieldSchema... fields) throws IOException {
        return create(table(name, fields).setTableConstraints(primaryKey(key)));
    }

    Table get(String name) throws IOException {
        return rest.tables().get(PROJECT, DATASET, name).execute();
    }

    Table patch(String name, Table patch) throws IOException {
        return rest.tables().patch(PROJECT, DATASET, name, patch).execute();
    }

    Dataset createDataset(String name) throws IOException {
        return rest.datasets()
                .insert(PROJECT, new Dataset().setDatasetReference(new DatasetReference().setDatasetId(name)))
                .execute();
    }

    static TableConstraints primaryKey(String... columns) {
        return new TableConstraints().setPrimaryKey(new TableConstraints.PrimaryKey().setColumns(List.of(columns)));
    }

    static Table table(String name, TableFieldSchema... fields) {
        return new Table()
                .setTableReference(new TableReference()
                        .setProjectId(PROJECT)
                        .setDatasetId(DATASET)
                        .setTableId(name))
                .setSchema(schema(fields));
    }

    static TableSchema schema(TableFieldSchema... fields) {
        return new TableSchema().setFields(List.of(fields));
    }

    static TableFieldSchema field(String name, String type) {
        return new TableFieldSchema().setName(name).setType(type);
    }

    static TableFieldSchema required(String name, String type) {
        return field(name, type).setMode("REQUIRED");
    }

    static TableFieldSchema repeated(String name, String type) {
        return field(name, type).setMode("REPEATED");
    }

    static TableFieldSchema record(String name, TableFieldSchema... fields) {
        return field(name, "RECORD").setFields(List.of(fields));
    }

    static String stream(String table) {
        return "projects/" + PROJECT + "/datasets/" + DATASET + "/tables/" + table;
    }

    /** Status, reason and message of the answer that a call is refused with, as {@code 404 notFound: …}. */
    static String refusal(ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        if (!(thrown instanceof GoogleJsonResponseException refused)) {
            throw new AssertionError("Not refused, but " + thrown, thrown);
        }
        return refused.getDetails().getCode() + " "
                + refused.getDetails().getErrors().get(0).getReason() + ": "
                + refused.getDetails().getMessage();
    }

    @Override
    public void close() {
        write.close();
        emulator.close();
    }
}
