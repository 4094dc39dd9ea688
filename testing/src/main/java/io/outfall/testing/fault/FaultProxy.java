// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    private final LoopbackServer server;
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

    private FaultProxy(URI upstream) {
        this.server = LoopbackServer.start(client -> {
            Exchange exchange = Exchange.read(client, upstream);
            exchange.suffer(next(exchange.request()));
        });
    }

    /** A proxy in front of {@code http://host:port}, without faults. */
    public static FaultProxy before(URI upstream) {
        return new FaultProxy(upstream);
    }

    /** Where clients find the proxy: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return URI.create(server.url());
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
        return server.connections();
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
        server.close();
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
}
