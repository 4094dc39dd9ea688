// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import io.outfall.testing.stack.ConnectWorker;
import io.outfall.testing.stack.KafkaBroker;
import io.outfall.testing.stack.Plugins;
import io.outfall.testing.stack.PostgresServer;
import io.outfall.testing.stack.S3Server;
import io.outfall.testing.stack.StackException;
import io.outfall.testing.stack.WorkerSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The servers of the pipeline, each a process of its own on a free port of this machine. */
record Servers(PostgresServer postgres, KafkaBroker kafka, S3Server s3, ConnectWorker connect)
        implements AutoCloseable {

    /**
     * Starts them all; returns when all of them answer.
     *
     * @param plugin the folder of our plugin
     * @throws StackException if one does not start
     */
    static Servers start(Path plugin) {
        // Not the common pool: its threads do not see the JDBC driver among Maven's class loaders.
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<PostgresServer> postgres = CompletableFuture.supplyAsync(PostgresServer::start, threads);
            CompletableFuture<S3Server> s3 = CompletableFuture.supplyAsync(S3Server::start, threads);
            KafkaBroker kafka = KafkaBroker.start();
            ConnectWorker connect =
                    ConnectWorker.start(kafka.bootstrapServers(), settings(plugin, started(postgres), started(s3)));
            return new Servers(started(postgres), kafka, started(s3), connect);
        } finally {
            threads.shutdown();
        }
    }

    private static <T> T started(CompletableFuture<T> server) {
        try {
            return server.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException failure ? failure : e;
        }
    }

    /** The worker tells connectors by its environment where to go and what to log in with. */
    private static WorkerSettings settings(Path plugin, PostgresServer postgres, S3Server s3) {
        return WorkerSettings.withPlugins(plugin, Plugins.debeziumPostgres())
                .variable("POSTGRES_HOST", postgres.host())
                .variable("POSTGRES_PORT", Integer.toString(postgres.port()))
                .variable("POSTGRES_DATABASE", postgres.database())
                .variable("POSTGRES_USER", postgres.user())
                .variable("POSTGRES_PASSWORD", "not-asked-for")
                .variable("S3_ENDPOINT", s3.endpoint().toString())
                .variable("S3_ACCESS_KEY_ID", s3.accessKey())
                .variable("S3_SECRET_ACCESS_KEY", s3.secretKey());
    }

    @Override
    public void close() {
        connect.close();
        kafka.close();
        s3.close();
        postgres.close();
    }
}
