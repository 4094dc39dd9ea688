// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server of connections, each with a thread of its own. Ends them all when it is closed. */
public final class LoopbackServer implements AutoCloseable {
    private final ServerSocket server;
    private final Service service;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What is done with a connection, which ends when it returns or the client is gone. */
    public interface Service {
        /** Serves a client. */
        void serve(Socket client) throws IOException, InterruptedException;
    }

    private LoopbackServer(ServerSocket server, Service service) {
        this.server = server;
        this.service = service;
    }

    /** Starts it on a free port. */
    public static LoopbackServer start(Service service) {
        try {
            LoopbackServer started =
                    new LoopbackServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), service);
            thread(started::accept);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                thread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            service.serve(client);
        } catch (IOException | InterruptedException clientIsGone) {
            // The test looks at what the client saw.
        } finally {
            open.remove(client);
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }
}
