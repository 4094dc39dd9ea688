// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.outfall.bigquery.emulator.fault.Calls;
import io.outfall.bigquery.emulator.fault.Faults;
import io.outfall.bigquery.emulator.storage.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Speaks gRPC, without TLS, for the Storage Write interface. */
public final class WriteServer implements AutoCloseable {

    /** More than a request may have, so that the emulator can say so itself. */
    private static final int MAX_MESSAGE = 64 * 1024 * 1024;

    private static final int CLOSE_SECONDS = 10;

    private final Streams streams;
    private final WriteService service;
    private final ExecutorService threads;
    private final Server server;

    /**
     * Starts to listen on the loopback interface.
     *
     * @param port 0 for any
     * @param delay how long writers do not see what changed in a table
     */
    public WriteServer(int port, Catalog catalog, Calls calls, Faults faults, Duration delay) {
        streams = new Streams(catalog, delay);
        service = new WriteService(streams, calls, faults);
        // A stalled call holds its thread.
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "bigquery-emulator-write");
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .maxInboundMessageSize(MAX_MESSAGE)
                    .executor(threads)
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /**
     * The streams that clients have created for a table, oldest first.
     *
     * @param table as {@code dataset.table}
     */
    public List<StreamState> streams(String table) {
        return streams.of(table).stream()
                .map(stream -> new StreamState(
                        stream.name(),
                        stream.type().name(),
                        stream.rows(),
                        stream.finalised(),
                        stream.committed() != null))
                .toList();
    }

    /**
     * Loses the streams that were created for a table.
     *
     * @param table as {@code dataset.table}
     */
    public void forgetStreams(String table) {
        streams.forget(table);
    }

    /** How many connections of AppendRows are open now. */
    public int connections() {
        return service.connections();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            // Connections still tell their end to the threads.
            if (!server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The server does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
