// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.Connectors;
import java.sql.SQLException;
import java.util.List;

/** One pipeline on the shared servers: a database, a bucket of the same name, and the connectors between them. */
final class Pipeline implements AutoCloseable {
    private final ConnectStack servers;
    private final Capture capture;
    private final Lake lake;

    private Pipeline(ConnectStack servers, Capture capture, Lake lake) {
        this.servers = servers;
        this.capture = capture;
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
                Capture.create(servers, name, script),
                new Lake(servers.s3().createBucket(name)));
    }

    SourceDatabase database() {
        return capture.database();
    }

    Lake lake() {
        return lake;
    }

    /** The keys of all files of the bucket: everything but the books that connectors keep. */
    List<String> keys() {
        return servers.s3().keys(database().name()).stream()
                .filter(key -> !key.contains("_outfall/"))
                .toList();
    }

    Connectors connectors() {
        return servers.connectors();
    }

    /** As {@link Capture#source}. */
    void source(String name, String topic, String settings) {
        capture.source(name, topic, settings);
    }

    /**
     * Starts a sink and returns when it runs.
     *
     * @param settings those beside the bucket
     */
    void sink(String name, String settings) {
        capture.start(
                name, Settings.with(SinkSettings.of(servers.s3(), database().name()), settings));
    }

    /** Registers a sink and leaves it to what comes of it; otherwise like {@link #sink}. */
    void registerSink(String name, String settings) {
        capture.register(
                name, Settings.with(SinkSettings.of(servers.s3(), database().name()), settings));
    }

    @Override
    public void close() throws SQLException {
        capture.close();
        lake.close();
    }
}
