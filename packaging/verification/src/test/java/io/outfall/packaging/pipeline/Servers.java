// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import io.outfall.testing.stack.ConnectWorker;
import io.outfall.testing.stack.KafkaBroker;
import io.outfall.testing.stack.Plugins;
import io.outfall.testing.stack.PostgresServer;
import io.outfall.testing.stack.S3Server;
import io.outfall.testing.stack.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * The servers that all pipelines share.
 *
 * @param plugin the plugin archive, unpacked
 */
record Servers(PostgresServer postgres, KafkaBroker kafka, S3Server s3, ConnectWorker worker, Path plugin)
        implements AutoCloseable {

    /** Starts them all at once; only the worker waits for its broker. */
    static Servers start() {
        CompletableFuture<PostgresServer> postgres = CompletableFuture.supplyAsync(PostgresServer::start);
        CompletableFuture<S3Server> s3 = CompletableFuture.supplyAsync(S3Server::start);
        Path plugin = PluginFolder.unpackedInto(temporaryFolder());
        KafkaBroker kafka = KafkaBroker.start();
        WorkerSettings settings =
                WorkerSettings.withPlugins(plugin, Plugins.debeziumPostgres(), Plugins.avroConverter());
        ConnectWorker worker = ConnectWorker.start(kafka.bootstrapServers(), settings);
        return new Servers(postgres.join(), kafka, s3.join(), worker, plugin);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "plugin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        worker.close();
        kafka.close();
        s3.close();
        postgres.close();
    }
}
