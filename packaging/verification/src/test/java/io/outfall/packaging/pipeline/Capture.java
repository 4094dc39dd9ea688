// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.Connectors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database on the shared servers, and the connectors of a test: whatever of them it started ends with it. */
final class Capture implements AutoCloseable {
    private final ConnectStack servers;
    private final SourceDatabase database;
    private final List<String> started = new ArrayList<>();

    private Capture(ConnectStack servers, SourceDatabase database) {
        this.servers = servers;
        this.database = database;
    }

    /**
     * Creates the database.
     *
     * @param script makes the tables
     */
    static Capture create(ConnectStack servers, String name, String script) throws SQLException {
        return new Capture(servers, SourceDatabase.create(servers.postgres(), name, script));
    }

    SourceDatabase database() {
        return database;
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

    /** Starts a connector and returns when it runs. */
    void start(String name, Map<String, String> settings) {
        started.add(name);
        connectors().start(name, settings);
    }

    /** Registers a connector and leaves it to what comes of it. */
    void register(String name, Map<String, String> settings) {
        started.add(name);
        connectors().register(name, settings);
    }

    @Override
    public void close() throws SQLException {
        started.forEach(connectors()::delete);
        database.close();
    }
}
