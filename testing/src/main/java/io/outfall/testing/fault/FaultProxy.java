// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy in front of one server that fails chosen requests. Clients speak to {@link #endpoint()} as if it were
 * the server; each request gets a connection of its own, and the server sees the client's {@code Host}, so signatures
 * hold. Requests have a {@code Content-Length} or no body.
 *
 * <pre>{@code
 * proxy.on(S3Request.COMPLETE_UPLOAD, new Fault.CutAfter());  // the next completion; the one after it passes
 * }</pre>
 *
 * Any thread may call it.
 */
public final class FaultProxy implements AutoCloseable {
    private final URI upstream;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<ProxiedRequest> requests = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    /** @param last what happens again and again when the others have happened; null for nothing */
    private record Rule(
            Predicate<? super ProxiedRequest> which,
            Deque<Fault> faults,
            @Nullable Fault last) {
        @Nullable
        Fault next() {
            return faults.isEmpty() ? last : faults.removeFirst();
        }
    }

    private FaultProxy(URI upstream, ServerSocket server) {
        this.upstream = upstream;
        this.server = server;
    }

    /** A proxy in front of {@code http://host:port}, without faults. */
    public static FaultProxy before(URI upstream) {
        try {
            FaultProxy proxy = new FaultProxy(upstream, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            proxy.thread("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients find the proxy: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** What becomes of the next requests of a kind, one after the other; those after them pass. */
    public synchronized FaultProxy on(Predicate<? super ProxiedRequest> which, Fault... faults) {
        rules.add(new Rule(which, new ArrayDeque<>(List.of(faults)), null));
        return this;
    }

    /** What becomes of every request of a kind from now on, but for those that an earlier rule is meant for. */
    public synchronized FaultProxy always(Predicate<? super ProxiedRequest> which, Fault fault) {
        rules.add(new Rule(which, new ArrayDeque<>(), fault));
        return this;
    }

    /** How many connections are open: requests that came and have not ended. */
    public int connections() {
        return open.size();
    }

    /** Removes the faults that have not happened yet. */
    public synchronized void heal() {
        rules.clear();
    }

    /** The requests so far, in the order in which they came. */
    public synchronized List<ProxiedRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many requests of a kind came so far. */
    public long count(Predicate<? super ProxiedRequest> which) {
        return requests().stream().filter(which).count();
    }

    /** Ends all connections. */
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

    private synchronized Fault next(ProxiedRequest request) {
        requests.add(request);
        for (Rule rule : rules) {
            Fault fault = rule.which().test(request) ? rule.next() : null;
            if (fault != null) {
                return fault;
            }
        }
        return new Fault.Pass();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                thread("request", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Exchange exchange = Exchange.read(client, upstream);
            exchange.suffer(next(exchange.request()));
        } catch (IOException | InterruptedException clientOrProxyIsGone) {
            // The client sees a connection that ended, which is what the test asked for.
        } finally {
            open.remove(client);
        }
    }

    private void thread(String what, Runnable task) {
        Thread thread = new Thread(task, "fault-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }
}
