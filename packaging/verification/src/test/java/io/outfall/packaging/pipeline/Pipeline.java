// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.Connectors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pipeline on the shared servers: a database, a bucket of the same name, and the connectors between them. */
final class Pipeline implements AutoCloseable {
    private final ConnectStack servers;
    private final SourceDatabase database;
    private final Lake lake;
    private final List<String> started = new ArrayList<>();

    private Pipeline(ConnectStack servers, SourceDatabase database, Lake lake) {
        this.servers = servers;
        this.database = database;
        this.lake = lake;
    }

    /**
     * Creates the database and an empty bucket.
     *
     * @param script makes the tables
     */
    static Pipeline create(ConnectStack servers, String name, String script) throws SQLException {
        return new Pipeline(
                servers,
                SourceDatabase.create(servers.postgres(), name, script),
                new Lake(servers.s3().createBucket(name)));
    }

    SourceDatabase database() {
        return database;
    }

    Lake lake() {
        return lake;
    }

    /** The keys of all files of the bucket: everything but the books that connectors keep. */
    List<String> keys() {
        return servers.s3().keys(database.name()).stream()
                .filter(key -> !key.contains("_outfall/"))
                .toList();
    }

    Connectors connectors() {
        return servers.connectors();
    }

    /**
     * Starts a Debezium connector and returns when its snapshot goes on: changes from then on come as changes.
     *
     * @param topic one that the snapshot writes to
     * @param settings those beside the address of the database
     */
    void source(String name, String topic, String settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        all.put("database.hostname", servers.postgres().host());
        all.put("database.port", Integer.toString(servers.postgres().port()));
        all.put("database.user", servers.postgres().user());
        all.put("database.password", "unused");
        all.put("database.dbname", database.name());
        all.put("slot.name", name.replace('-', '_'));
        all.put("publication.name", name.replace('-', '_'));
        all.put("poll.interval.ms", "50");
        start(name, Settings.with(all, settings));
        servers.topics().await(topic, 1);
    }

    /**
     * Starts a sink and returns when it runs.
     *
     * @param settings those beside the bucket
     */
    void sink(String name, String settings) {
        start(name, Settings.with(SinkSettings.of(servers.s3(), database.name()), settings));
    }

    /** Registers a sink and leaves it to what comes of it; otherwise like {@link #sink}. */
    void registerSink(String name, String settings) {
        started.add(name);
        connectors().register(name, Settings.with(SinkSettings.of(servers.s3(), database.name()), settings));
    }

    private void start(String name, Map<String, String> settings) {
        started.add(name);
        connectors().start(name, settings);
    }

    @Override
    public void close() throws SQLException {
        started.forEach(connectors()::delete);
        lake.close();
        database.close();
    }
}
