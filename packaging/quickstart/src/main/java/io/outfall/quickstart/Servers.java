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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The servers of the pipeline, on free ports of this machine, each but warehouse and intake a process of its own. */
record Servers(
        PostgresServer postgres,
        KafkaBroker kafka,
        S3Server s3,
        Warehouse warehouse,
        Intake intake,
        ConnectWorker connect)
        implements AutoCloseable {

    /**
     * Starts them all; returns when all of them answer.
     *
     * @param plugins the folders of our plugins
     * @throws StackException if one does not start
     */
    static Servers start(List<Path> plugins) {
        // Not the common pool: its threads do not see the JDBC driver among Maven's class loaders.
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<PostgresServer> postgres = CompletableFuture.supplyAsync(PostgresServer::start, threads);
            CompletableFuture<S3Server> s3 = CompletableFuture.supplyAsync(S3Server::start, threads);
            KafkaBroker kafka = KafkaBroker.start();
            Warehouse warehouse = new Warehouse();
            Intake intake = new Intake();
            ConnectWorker connect = ConnectWorker.start(
                    kafka.bootstrapServers(), settings(plugins, started(postgres), started(s3), warehouse, intake));
            return new Servers(started(postgres), kafka, started(s3), warehouse, intake, connect);
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
    private static WorkerSettings settings(
            List<Path> plugins, PostgresServer postgres, S3Server s3, Warehouse warehouse, Intake intake) {
        WorkerSettings settings = WorkerSettings.withPlugins(Plugins.debeziumPostgres());
        for (Path plugin : plugins) {
            settings = settings.plugin(plugin);
        }
        return settings.variable("POSTGRES_HOST", postgres.host())
                .variable("POSTGRES_PORT", Integer.toString(postgres.port()))
                .variable("POSTGRES_DATABASE", postgres.database())
                .variable("POSTGRES_USER", postgres.user())
                .variable("POSTGRES_PASSWORD", "not-asked-for")
                .variable("S3_ENDPOINT", s3.endpoint().toString())
                .variable("S3_ACCESS_KEY_ID", s3.accessKey())
                .variable("S3_SECRET_ACCESS_KEY", s3.secretKey())
                .variable("BIGQUERY_PROJECT", warehouse.project())
                .variable("BIGQUERY_ENDPOINT", warehouse.endpoint())
                .variable("BIGQUERY_STORAGE_ENDPOINT", warehouse.storageEndpoint())
                .variable("CAROL_ENDPOINT", intake.endpoint())
                .variable("CAROL_ORGANIZATION", intake.login().organization())
                .variable("CAROL_ENVIRONMENT", intake.login().subdomain())
                .variable("CAROL_CONNECTOR_ID", intake.login().connectorId())
                .variable("CAROL_USER", intake.login().user())
                .variable("CAROL_PASSWORD", intake.login().password());
    }

    @Override
    public void close() {
        connect.close();
        kafka.close();
        warehouse.close();
        intake.close();
        s3.close();
        postgres.close();
    }
}
